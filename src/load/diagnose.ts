import type { StagingTable } from '../formats/columns.ts';
import type { JsonObject } from '../formats/frame.ts';
import { nearKeys } from '../formats/near-keys.ts';
import { whatItIs } from '../formats/what-it-is.ts';
import type { DataSet } from '../sources/source.ts';
import type { RejectedRecord } from './rejected-record.ts';

/** What is wrong with a whole file, in place of what is wrong with each of its records. */
export interface Diagnosis {
  /** Goes on with the name of the file: `is a Git LFS pointer`. */
  readonly problem: string;
  readonly hint: string;
}

/** So many of a file's rejected records are looked at and shown. */
export const shownOfFile = 3;

/** Of a file of which nothing is staged: how it begins, decompressed, and its first rejected records. */
interface Evidence {
  readonly start: Uint8Array;
  readonly dataSet: DataSet;
  readonly tables: Readonly<Record<DataSet, StagingTable>>;
  readonly rejected: readonly RejectedRecord[];
}

/** What is wrong with a file of which nothing is staged, if that can be found. */
export function diagnose({ start, dataSet, tables, rejected }: Evidence): Diagnosis | undefined {
  const keys = tables[dataSet].columns.map(({ path }) => String(path[0]));
  const known = whatItIs(start, keys);
  if (known !== undefined) return { problem: known.is, hint: known.hint };
  const object = rejected.map(objectOf).find((each) => each !== undefined);
  return object === undefined ? undefined : diagnoseKeys(object, dataSet, tables);
}

function diagnoseKeys(
  object: JsonObject,
  dataSet: DataSet,
  tables: Evidence['tables'],
): Diagnosis | undefined {
  const other = dataSet === 'logs' ? 'songs' : 'logs';
  if (lacksOf(object, tables[dataSet]) > 0 && lacksOf(object, tables[other]) === 0) return misplaced[other];
  const near = nearKeys(object, tables[dataSet]);
  if (near.length === 0) return undefined;
  const pairs = near.map(({ expected, found }) => `${found} for ${expected}`).join(', ');
  const option = dataSet === 'logs' ? '--log-jsonpath' : '--song-jsonpath';
  return {
    problem: `names its keys otherwise: ${pairs}`,
    hint: `Map them: sparkify preview ${dataSet} --jsonpaths > paths.json, then ${option} paths.json`,
  };
}

const misplaced: Readonly<Record<DataSet, Diagnosis>> = {
  songs: {
    problem: 'holds song records, but is in the log data',
    hint: 'Name the folders: --logs and --songs. They may be swapped.',
  },
  logs: {
    problem: 'holds log events, but is in the song data',
    hint: 'Name the folders: --logs and --songs. They may be swapped.',
  },
};

/** How many columns that every record needs have no key in it. */
function lacksOf(object: JsonObject, table: StagingTable): number {
  const needed = table.columns.filter(({ name }) => table.required.includes(name));
  return needed.filter(({ path }) => !Object.hasOwn(object, String(path[0]))).length;
}

function objectOf({ raw, encoding }: RejectedRecord): JsonObject | undefined {
  if (encoding !== 'utf-8') return undefined;
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : undefined;
  } catch {
    return undefined; // it was rejected for that
  }
}
