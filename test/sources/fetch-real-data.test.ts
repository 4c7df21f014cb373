import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import type { S3Settings } from '../../src/s3/settings.ts';
import { root } from '../cli/sparkify.ts';
import { startS3Server } from '../s3-server/s3-server.ts';
import { filesBelow } from '../simulate/reading.ts';
import { temporaryFolder } from '../temporary-folder.ts';

// `npm run data`, from a bucket of the same name on the S3 server of the tests.

type Fetch = (folder: string, settings: S3Settings, print: (line: string) => void) => Promise<void>;
const { fetchRealData }: { fetchRealData: Fetch } = await import(join(root, 'scripts/fetch-real-data.js'));

const log = 'log_data/2018/11/2018-11-01-events.json';
const song = 'song_data/A/B/C/TRABC.json';
const wanted = { [log]: '{"page":"Home"}\n', [song]: '{"num_songs":1}', 'log_json_path.json': '{}' };
const objects = { ...wanted, 'song_data/A/C/A/TRACA.json': 'no test needs it' };

async function fetchInto(folder: string, endpoint: string): Promise<readonly string[]> {
  const lines: string[] = [];
  const settings = { endpoint, region: 'us-west-2', signRequests: false, requesterPays: false };
  await fetchRealData(folder, settings, (line) => lines.push(line));
  return lines;
}

test('the real data is copied from the public bucket without an account, and what is there is skipped', async () => {
  await using server = await startS3Server({ buckets: { 'udacity-dend': objects } });
  using folder = temporaryFolder();
  const contents = () =>
    Object.fromEntries(
      filesBelow(folder.path).map((name) => [name, readFileSync(join(folder.path, name), 'utf8')]),
    );

  expect(await fetchInto(folder.path, server.endpoint)).toEqual([
    'log_data/2018/11/*.json: 1 fetched, 0 there',
    '  These are 1 files, not 30: tests that know their rows will fail.',
    'song_data/A/{A,B}/{A,B,C}/*.json: 1 fetched, 0 there',
    '  These are 1 files, not 71: tests that know their rows will fail.',
    'log_json_path.json: 1 fetched, 0 there',
  ]);
  expect(contents()).toEqual(wanted);
  expect(server.requests.filter(({ headers }) => 'authorization' in headers)).toEqual([]);

  rmSync(join(folder.path, log));
  writeFileSync(join(folder.path, song), 'half');
  server.reset();
  expect(await fetchInto(folder.path, server.endpoint)).toContain('log_json_path.json: 0 fetched, 1 there');
  expect(contents()).toEqual(wanted);
});

test('a bucket that is not there is an error for users', async () => {
  await using server = await startS3Server({});
  using folder = temporaryFolder();
  await expect(fetchInto(folder.path, server.endpoint)).rejects.toThrow(UsageError);
});
