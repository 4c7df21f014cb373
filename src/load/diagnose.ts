import type { StagingTable } from '../formats/columns.ts';
import type { JsonObject } from '../formats/frame.ts';
import { type NearKey, nearKeys } from '../formats/near-keys.ts';
import { whatItIs } from '../formats/what-it-is.ts';
import { commandLine } from '../hint.ts';
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
  readonly location: string;
  readonly start: Uint8Array;
  readonly dataSet: DataSet;
  readonly tables: Readonly<Record<DataSet, StagingTable>>;
  readonly rejected: readonly RejectedRecord[];
}

/** What is wrong with a file of which nothing is staged, if that can be found. */
export function diagnose(evidence: Evidence): Diagnosis | undefined {
  const { start, dataSet, tables, rejected } = evidence;
  const keys = tables[dataSet].columns.map(({ path }) => String(path[0]));
  const known = whatItIs(start, keys);
  if (known !== undefined) return { problem: known.is, hint: known.hint };
  const object = rejected.map(objectOf).find((each) => each !== undefined);
  return object === undefined ? undefined : diagnoseKeys(object, evidence);
}

function diagnoseKeys(object: JsonObject, { location, dataSet, tables }: Evidence): Diagnosis | undefined {
  const other = dataSet === 'logs' ? 'songs' : 'logs';
  const lacks = lacksOf(object, tables[dataSet]);
  if (lacks.length > 0 && lacksOf(object, tables[other]).length === 0) return misplaced[other];
  const shape = lacks.length > 0 ? wrapped(object, tables[dataSet]) : byColumns(object, tables[dataSet]);
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

/** A document that holds the records in an array: `{"events":[…]}`. */
function wrapped(object: JsonObject, table: StagingTable): Diagnosis | undefined {
  const found = Object.entries(object).find(
    ([, value]) => Array.isArray(value) && isObject(value[0]) && lacksOf(value[0], table).length === 0,
  );
  if (found === undefined) return undefined;
  const key = JSON.stringify(found[0]);
  return {
    problem: `holds its records in an array, at the key ${key}`,
    hint: `Write a record a line, and move the file out of the folder: jq -c '.[${key}][]' FILE > NEW.json`,
  };
}

/** What pandas writes by default: `{"ts":{"0":…,"1":…},…}`. */
function byColumns(object: JsonObject, table: StagingTable): Diagnosis | undefined {
  const needed = table.columns.filter(({ name }) => table.required.includes(name));
  if (!needed.every(({ path }) => isObject(object[String(path[0])]))) return undefined;
  return {
    problem: 'is written by columns, as pandas does by default',
    hint: "Write it by records: df.to_json('NEW.json', orient='records', lines=True)",
  };
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

/** The keys that every record needs, and this one has not. */
function lacksOf(object: JsonObject, table: StagingTable): readonly string[] {
  const needed = table.columns.filter(({ name }) => table.required.includes(name));
  return needed.map(({ path }) => String(path[0])).filter((key) => !Object.hasOwn(object, key));
}

function objectOf({ raw, encoding }: RejectedRecord): JsonObject | undefined {
  if (encoding !== 'utf-8') return undefined;
  try {
    const value: unknown = JSON.parse(raw);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // it was rejected for that
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
