import type { StagingTable } from '../formats/columns.ts';
import type { JsonObject } from '../formats/frame.ts';
import { type NearKey, nearKeys } from '../formats/near-keys.ts';
import { type Diagnosis, notJsonBecause, whatItIs } from '../formats/what-it-is.ts';
import { commandLine } from '../hint.ts';
import type { DataSet } from '../sources/source.ts';
import type { RejectedRecord } from './rejected-record.ts';
import { inJq, isObject, lacksOf, shapeOfDocument } from './shape-of-document.ts';

/** How many of a file's rejected records are examined and shown. */
export const shownOfFile = 3;

/** A file with rejected records. */
interface Evidence {
  readonly location: string;
  /** How it begins, decompressed. */
  readonly start: Uint8Array;
  readonly dataSet: DataSet;
  readonly tables: Readonly<Record<DataSet, StagingTable>>;
  /** The first of its rejected records. */
  readonly rejected: readonly RejectedRecord[];
}

/** What is wrong with a file of which nothing is staged, in place of what is wrong with each of its records, if that can be found. */
export function diagnose(evidence: Evidence): Diagnosis | undefined {
  const { start, dataSet, tables, rejected } = evidence;
  const keys = tables[dataSet].columns.map(({ path }) => String(path[0]));
  const known = whatItIs(start, keys);
  if (known !== undefined) return known;
  const object = rejected.map(objectOf).find((each) => each !== undefined);
  return object === undefined ? undefined : diagnoseKeys(object, evidence);
}

/** What is wrong with the rejected records of a file of which others are staged, if it can be found. */
export function diagnosePart({ dataSet, tables, rejected }: Evidence): Diagnosis | undefined {
  const [first] = rejected;
  if (first === undefined || first.encoding !== 'utf-8') return undefined;
  const notJson = notJsonBecause(first.raw);
  if (notJson !== undefined) return { ...notJson, problem: `partly ${notJson.problem}` };
  const object = objectOf(first);
  const missing = /^missing:(.+)$/s.exec(first.code)?.[1];
  if (object === undefined || missing === undefined) return undefined;
  if (isOfOther(object, dataSet, tables))
    return {
      problem: `partly ${misplaced[dataSet]}`,
      hint: `Move them to a file of the ${dataSet === 'logs' ? 'song' : 'log'} data.`,
    };
  const near = nearKeys(object, tables[dataSet]);
  const isUnmapped = (key: string) => !near.some(({ expected }) => expected === key);
  if ([missing, ...lacksOf(object, tables[dataSet])].some(isUnmapped)) return undefined;
  const renamed = near.map(({ expected, found }) => `${inJq(expected)} //= ${inJq(found)}`);
  return {
    problem: `partly names its keys otherwise: ${pairsOf(near)}`,
    hint: `Name them alike in all records: jq -c '${renamed.join(' | ')}' FILE > NEW`,
  };
}

function diagnoseKeys(object: JsonObject, { location, dataSet, tables }: Evidence): Diagnosis | undefined {
  const lacks = lacksOf(object, tables[dataSet]);
  if (isOfOther(object, dataSet, tables))
    return {
      problem: misplaced[dataSet],
      hint: 'Name the folders: --logs and --songs. They may be swapped.',
    };
  const shape = shapeOfDocument(object, tables[dataSet]);
  if (shape !== undefined) return shape;
  const near = nearKeys(object, tables[dataSet]);
  if (near.length === 0) return undefined;
  const unmapped = lacks.filter((key) => !near.some(({ expected }) => expected === key));
  if (unmapped.length > 0) {
    return {
      problem: `has no key for ${unmapped.join(', ')}, which every record needs`,
      hint: `Add what is missing; jq does, where it is the same in all: jq -c '.${unmapped[0]} = "VALUE"' FILE > NEW`,
    };
  }
  return { problem: `names its keys otherwise: ${pairsOf(near)}`, hint: adviceToMap(dataSet, location) };
}

/** `duration for length, city for location`. */
export function pairsOf(near: readonly NearKey[]): string {
  return near.map(({ expected, found }) => `${found} for ${expected}`).join(', ');
}

/** How to map the keys of a file. The command names it, so that it means the same wherever it is pasted. */
export function adviceToMap(dataSet: DataSet, location: string, flags = ''): string {
  const preview = commandLine({
    command: `preview ${dataSet}`,
    flags: { [dataSet]: location, jsonpaths: true },
  });
  const option = dataSet === 'logs' ? '--log-jsonpath' : '--song-jsonpath';
  return `Map them: ${preview} > paths.json, then sparkify etl${flags} ${option} paths.json`;
}

/** Whether a record that lacks what its data set needs has what the other one needs. */
function isOfOther(
  object: JsonObject,
  dataSet: DataSet,
  tables: Readonly<Record<DataSet, StagingTable>>,
): boolean {
  const other = tables[dataSet === 'logs' ? 'songs' : 'logs'];
  return lacksOf(object, tables[dataSet]).length > 0 && lacksOf(object, other).length === 0;
}

const misplaced: Readonly<Record<DataSet, string>> = {
  logs: 'holds song records, but is in the log data',
  songs: 'holds log events, but is in the song data',
};

function objectOf({ raw, encoding }: RejectedRecord): JsonObject | undefined {
  if (encoding !== 'utf-8') return undefined;
  try {
    const value: unknown = JSON.parse(raw);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // it was rejected for that
  }
}
