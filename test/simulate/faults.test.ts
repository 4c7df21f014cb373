import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Fault } from '../../src/simulate/faults.ts';
import { type SimulateReport, simulate } from '../../src/simulate/simulate.ts';
import { readDataFolder } from '../reference/data-folder.ts';
import { loadReference, type ReferenceTables } from '../reference/reference.ts';
import { folderOfTests } from '../temporary-folder.ts';
import { countBy, filesBelow, unpacked } from './reading.ts';

const folder = folderOfTests();
const options = { users: 300, catalogue: 1500, seed: 5 };
const dirty = join(folder, 'dirty');
const clean = join(folder, 'clean');
let report: SimulateReport;
let key: Fault[];

beforeAll(async () => {
  report = await simulate({ ...options, out: dirty, dirty: 0.05 });
  await simulate({ ...options, out: clean });
  key = readKey(dirty);
});

function readKey(out: string): Fault[] {
  return readFileSync(join(out, 'faults.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Fault);
}

/** The lines of a file, without the byte order mark at its start and the carriage returns at their ends. */
function linesOf(path: string): Buffer[] {
  const bytes = unpacked(path);
  const content = bytes.subarray(0, 3).equals(Buffer.from('\ufeff')) ? bytes.subarray(3) : bytes;
  const lines: Buffer[] = [];
  for (let start = 0; start < content.length; ) {
    const end = content.indexOf(10, start);
    lines.push(content.subarray(start, end < 0 ? undefined : end));
    start = end < 0 ? content.length : end + 1;
  }
  return lines;
}

/** What the rules of the input make of a simulation. */
const referenceOf = (out: string): ReferenceTables => loadReference(readDataFolder(out));

describe('a dirty simulation', () => {
  test('lists exactly the lines that a loader has to reject', () => {
    const rejected = referenceOf(dirty).rejected.map(({ location, line }) => `${location}:${line}`);
    const listed = key.filter((fault) => fault.rejected).map(({ file, line }) => `${file}:${line}`);
    expect([...rejected].sort()).toEqual(listed.sort());
    expect(listed.length).toBe(report.faults?.rejected);
    expect(new Set(listed).size).toBe(listed.length);
  });

  test('has every kind of fault, at the rate that was asked for', () => {
    const kinds = countBy(key, ({ kind }) => kind);
    expect([...kinds.keys()].sort()).toMatchInlineSnapshot(`
      [
        "blank-line",
        "byte-order-mark",
        "crlf",
        "cut-line",
        "cut-second-object",
        "duplicate",
        "fraction",
        "gzip",
        "invalid-utf8",
        "late",
        "lone-surrogate",
        "missing-key",
        "missing-optional-key",
        "not-an-object",
        "nul",
        "null-key",
        "number-in-quotes",
        "out-of-range",
        "repeated-key",
        "text-after-object",
        "unknown-key",
        "whole-fraction",
        "wrong-type",
      ]
    `);
    const logFaults = key.filter(({ file, line }) => file.startsWith('log_data/') && line > 0).length;
    expect(Math.abs(logFaults / report.events - 0.05)).toBeLessThan(0.01);
  });

  test('holds every event of the clean one but for those that were spoilt and those that are yet to come in', () => {
    const identitiesIn = (out: string) =>
      new Set(
        referenceOf(out).stagingEvents.map(({ ts, user_id, session_id, item_in_session }) =>
          [ts, user_id, session_id, item_in_session].join('|'),
        ),
      );
    const [staged, all] = [identitiesIn(dirty), identitiesIn(clean)];
    const inLogs = key.filter((fault) => fault.rejected && fault.file.startsWith('log_data/'));
    // Of these a record is rejected that follows the event on its line.
    const spoilt = inLogs.filter(({ kind }) => !/^(cut-second|text-after)-object$/.test(kind)).length;
    expect([...all].filter((event) => !staged.has(event)).length).toBe(
      spoilt + (report.faults?.held_back ?? 0),
    );
    expect([...staged].filter((event) => !all.has(event))).toEqual([]);
  });

  test('lists blank lines, compressed files, marked files and late events where they are', () => {
    const found = new Map(
      readDataFolder(dirty).flatMap(({ location }) =>
        linesOf(join(dirty, location)).map((line, index) => [`${location}:${index + 1}`, line]),
      ),
    );
    const at = (kind: string) => key.filter((fault) => fault.kind === kind);
    for (const { file, line } of at('blank-line')) expect(found.get(`${file}:${line}`)?.length).toBe(0);
    for (const { file, line } of at('crlf')) expect(found.get(`${file}:${line}`)?.at(-1)).toBe(13);
    for (const { file, line } of at('duplicate')) {
      expect(found.get(`${file}:${line}`)).toEqual(found.get(`${file}:${line - 1}`));
    }
    for (const { file } of at('gzip'))
      expect(readFileSync(join(dirty, file)).subarray(0, 2)).toEqual(Buffer.from([31, 139]));
    for (const { file } of at('byte-order-mark'))
      expect(unpacked(join(dirty, file)).subarray(0, 3).toString()).toBe('\ufeff');
    for (const { file, line } of at('late')) {
      const { ts } = JSON.parse(found.get(`${file}:${line}`)?.toString() ?? '') as { ts: number };
      expect(file.slice(17, 27) > new Date(ts).toISOString().slice(0, 10)).toBe(true);
    }
  });

  test('has no two song files that are alike, for a loader may pass over the second', () => {
    const files = filesBelow(join(dirty, 'song_data'));
    const contents = new Set(
      files.map((name) => unpacked(join(dirty, 'song_data', name)).toString('latin1')),
    );
    expect(contents.size).toBe(files.length);
  });

  test('is as dirty as can be where every record has a fault', async () => {
    const out = join(folder, 'all');
    const all = await simulate({ ...options, out, users: 20, catalogue: 200, dirty: 1 });
    const { rejected } = referenceOf(out);
    expect(rejected.length).toBe(all.faults?.rejected);
    expect(rejected.length).toBeGreaterThan(100);
  });
});

test('a clean simulation has no key, and nothing that a loader rejects', () => {
  expect(existsSync(join(clean, 'faults.ndjson'))).toBe(false);
  const { rejected, files } = referenceOf(clean);
  expect(rejected).toEqual([]);
  expect(files.filter(({ blank }) => blank > 0)).toEqual([]);
});
