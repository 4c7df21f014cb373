import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { realData } from '../real-data.ts';
import { canonicalLines } from '../reference/canonical.ts';
import { readDataFolder } from '../reference/data-folder.ts';
import { dataFiles } from '../reference/generate.ts';
import { loadReference, type ReferenceTables } from '../reference/reference.ts';
import { eventColumns } from '../reference/stage.ts';
import { writeFiles } from '../source-folder.ts';
import { folderOfTests } from '../temporary-folder.ts';

// Run with: npx vitest run --config vitest.peers.config.ts
const hasPython = spawnSync('python3', ['--version']).status === 0;

describe.skipIf(!hasPython)('the reading in Python (skipped where there is no python3)', () => {
  const folder = folderOfTests();

  test('agrees with the one in TypeScript on any files', { timeout: 600_000 }, () => {
    const options = { openQuestions: true, hostileNames: true, maxLines: 40 };
    const numRuns = Number(process.env.SPARKIFY_PEER_RUNS ?? 60);
    fc.assert(
      fc.property(dataFiles(options), fc.constantFrom(...jsonPathFiles), clocks, (files, jsonpaths, now) => {
        const data = join(folder, 'data');
        rmSync(data, { recursive: true, force: true });
        writeFiles(data, files);
        if (jsonpaths !== undefined) writeFileSync(join(data, 'log_json_path.json'), jsonpaths);
        const tables = loadReference(files, { now, ...(jsonpaths === undefined ? {} : { jsonpaths }) });
        expect(readInPython(data, now)).toEqual(asLines(tables));
      }),
      { numRuns, endOnFailure: false },
    );
  });

  test.skipIf(realData === undefined)('agrees with the one in TypeScript on the real data', () => {
    const data = realData ?? '';
    const jsonpaths = readFileSync(join(data, 'log_json_path.json'), 'utf8');
    const now = Date.now();
    expect(readInPython(data, now)).toEqual(asLines(loadReference(readDataFolder(data), { jsonpaths, now })));
  });

  function readInPython(data: string, now: number): Tables {
    const output = join(folder, 'output');
    execFileSync('python3', [join(import.meta.dirname, 'reference.py'), data, output, String(now)]);
    const read = (name: string): readonly string[] =>
      readFileSync(join(output, `${name}.ndjson`), 'utf8')
        .split('\n')
        .slice(0, -1);
    return Object.fromEntries(tableNames.map((name) => [name, read(name)]));
  }
});

/** When both readings begin: after every event, or so that of two usual ones a millisecond apart one is ahead. */
const clocks = fc.constantFrom(Date.now(), 1_541_106_106_796 - 24 * 60 * 60 * 1000);

/** None at all most often; the usual one in dot notation; one that swaps columns and looks into a nested member. */
const usualPaths = eventColumns.map(({ key }) => `$.${key}`);
const oddPaths = usualPaths.with(0, '$.song').with(13, "$['artist']").with(14, "$['user'].ts[0]");
const jsonPathFiles = [
  undefined,
  undefined,
  JSON.stringify({ jsonpaths: usualPaths }),
  JSON.stringify({ jsonpaths: oddPaths }),
];

type Tables = Readonly<Record<string, readonly string[]>>;

const tableNames = [
  'staging_events',
  'staging_songs',
  'songplays',
  'users',
  'songs',
  'artists',
  'time',
  'rejected',
  'files',
  'unknown_keys',
] as const;

function asLines(tables: ReferenceTables): Tables {
  const dataSets = new Map(tables.files.map(({ location, dataSet }) => [location, dataSet]));
  const { rejected, files, unknownKeys } = tables;
  const rows: Readonly<Record<(typeof tableNames)[number], readonly object[]>> = {
    staging_events: tables.stagingEvents,
    staging_songs: tables.stagingSongs,
    songplays: tables.songplays,
    users: tables.users,
    songs: tables.songs,
    artists: tables.artists,
    time: tables.time,
    rejected: rejected.map(({ location, line, byte_offset, code }) => {
      return [dataSets.get(location), location, line, byte_offset, code];
    }),
    files: files.map(({ dataSet, location, records, lines, staged, rejected, blank, ...sizes }) => {
      const { bytes, stagedBytes, rejectedBytes, betweenBytes } = sizes;
      const counts = [records, lines, staged, rejected, blank];
      return [dataSet, location, ...counts, bytes, stagedBytes, rejectedBytes, betweenBytes];
    }),
    unknown_keys: [
      ...unknownKeys.logs.map((key) => ['logs', key]),
      ...unknownKeys.songs.map((key) => ['songs', key]),
    ],
  };
  return Object.fromEntries(tableNames.map((name) => [name, canonicalLines(rows[name])]));
}
