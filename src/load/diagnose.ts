import type { StagingTable } from '../formats/columns.ts';
import type { JsonObject } from '../formats/frame.ts';
import { type NearKey, nearKeys } from '../formats/near-keys.ts';
import { type WhatItIs, whatItIs } from '../formats/what-it-is.ts';
import { commandLine } from '../hint.ts';
import type { DataSet } from '../sources/source.ts';
import type { RejectedRecord } from './rejected-record.ts';
import { isObject, lacksOf, shapeOfDocument } from './shape-of-document.ts';

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
  if (known !== undefined) return diagnosisOf(known);
  const object = rejected.map(objectOf).find((each) => each !== undefined);
  return object === undefined ? undefined : diagnoseKeys(object, evidence);
}

function diagnosisOf({ is, hint }: WhatItIs): Diagnosis {
  return { problem: is, hint };
}

function diagnoseKeys(object: JsonObject, { location, dataSet, tables }: Evidence): Diagnosis | undefined {
  const other = dataSet === 'logs' ? 'songs' : 'logs';
  const lacks = lacksOf(object, tables[dataSet]);
  if (lacks.length > 0 && lacksOf(object, tables[other]).length === 0) return misplaced[other];
  const shape = shapeOfDocument(object, tables[dataSet]);
  if (shape !== undefined) return diagnosisOf(shape);
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

function objectOf({ raw, encoding }: RejectedRecord): JsonObject | undefined {
  if (encoding !== 'utf-8') return undefined;
  try {
    const value: unknown = JSON.parse(raw);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // it was rejected for that
  }
}
