import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { expect } from 'vitest';
import { untilCleanedUp } from '../../src/publication.ts';
import { stopOnSignals } from '../../src/signals.ts';
import { redact } from '../../src/verify/evidence.ts';
import { writePage } from '../../src/verify/page.ts';
import type { Point } from '../../src/verify/point.ts';
import { points } from '../../src/verify/points/points.ts';
import { type Laboratory, runPoints } from '../../src/verify/run-points.ts';
import { keys, wordsOf } from '../cluster/account.ts';
import { fakeClock, pictureOf } from '../cluster/fake-aws/world.ts';
import { test } from '../cluster/in-account.ts';

const verify = 'cluster verify --work s3://music-scratch/work';

test('it prints what it makes, what that costs at most and how long it takes; a refused question makes nothing', async ({
  account,
}) => {
  const before = pictureOf(account.world);
  const { noted } = await account.succeed(verify, { answers: ['n'] });
  expect(noted).toContain('+ create  Workgroup       sparkify-verify');
  expect(noted).toContain('4 RPU, up to 8, at most 8 RPU-hours a day');
  expect(noted).toContain('It costs 3.00 USD at most: AWS refuses queries after 8 RPU-hours.');
  expect(noted).toContain('It takes half an hour');
  expect(noted).toContain('Nothing was created.');
  expect(account.aws.calls.filter(({ mutating }) => mutating)).toEqual([]);
  expect(pictureOf(account.world)).toEqual(before);
  expect((await account.run(verify)).error).toMatchObject({ exitCode: 2, code: 'SPK-107' });
});

test('of a dwh.cfg it takes WORK, and neither its cluster nor its kind; nodes are asked for by a flag', async ({
  account,
}) => {
  const cfg = `${keys}[S3]\nWORK=s3://music-scratch/work\n
[DWH]\nDWH_CLUSTER_IDENTIFIER=music\nDWH_NUM_NODES=4\nDWH_NODE_TYPE=ra3.large\nDWH_IAM_ROLE_NAME=shared\n`;
  const { out } = await account.run('cluster verify --dry-run', { cfg });
  expect(out).toContain('+ create  Workgroup       music-verify');
  expect(out).toContain('IAM role        music-verify-copy');
  const nodes = await account.run('cluster verify --dry-run --nodes 2', { cfg });
  expect(nodes.out).toMatch(/Cluster +music-verify +2 x ra3\.large/);
  expect(nodes.out).toContain(
    'It costs 2.17 USD at most, for 2 hours: the cluster pauses by itself after 1h',
  );
  expect(existsSync('redshift-evidence-2026-11-21-serverless.json')).toBe(false);
});

test('without WORK, and beside a warehouse of its name, nothing is made', async ({ account }) => {
  expect((await account.run('cluster verify --yes')).error).toMatchObject({ exitCode: 2, code: 'SPK-618' });
  await account.run('cluster create --yes --identifier sparkify-verify');
  const before = pictureOf(account.world);
  const { error } = await account.run(`${verify} --yes`);
  expect(error).toMatchObject({ exitCode: 2, code: 'SPK-619' });
  expect(wordsOf(error)).toContain('sparkify cluster delete --identifier sparkify-verify');
  expect(pictureOf(account.world)).toEqual(before);
});

const point: Point = {
  ...{ id: 'a', question: 'one', page: 'dg/r_LOCK', statement: 'select 1', expected: '1' },
  run: async () => '1',
};
const laboratory = (transport: 'direct' | 'data-api') =>
  ({ transport, kind: 'serverless', config: { connection: {} } }) as Laboratory;
const laboratories = [laboratory('direct'), laboratory('data-api')];

test('a point differs if it observes something else, fails, or takes too long; the others go on', async () => {
  const seen = await runPoints(
    [
      point,
      { ...point, id: 'other', over: 'once', run: async () => '2' },
      { ...point, id: 'fails', over: 'direct', run: async () => Promise.reject(new Error('no\nway')) },
      { ...point, id: 'late', over: 'data-api', run: () => new Promise(() => {}) },
      { ...point, id: 'like', over: 'once', expected: 'a number', accepts: /^\d$/, run: async () => '7' },
      { ...point, id: 'nodes', on: 'nodes' },
    ],
    { laboratories, longest: 20 },
  );
  expect(
    seen.map(({ id, transport = '', outcome, observed }) => `${id} ${transport} ${outcome}: ${observed}`),
  ).toEqual([
    'a direct as expected: 1',
    'a data-api as expected: 1',
    'other direct differs: 2',
    'fails direct differs: error: no way',
    'late data-api differs: no answer within 0.02 s',
    'like direct as expected: 7',
    'nodes  not observed: needs --nodes',
  ]);
});

test('without a public address, the points of a direct connection say what they need', async () => {
  const [seen] = await runPoints([{ ...point, over: 'direct' }], { laboratories: laboratories.slice(1) });
  expect(seen).toMatchObject({ id: 'a', outcome: 'not observed', observed: 'needs a public address' });
  expect(seen).not.toHaveProperty('transport');
});

test('every point has an id of its own, and a page of the vendor', () => {
  expect(new Set(points.map(({ id }) => id)).size).toBe(points.length);
  for (const { id, page } of points) {
    expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(page).toMatch(/^(dg|mgmt)\/[\w-]+$/);
  }
});

test('evidence has no account, key, address, user or bucket in it', () => {
  const text =
    'as IAMR:ada, iam:ada at sparkify.123456789012.us-west-2.redshift-serverless.amazonaws.com (203.0.113.7), arn:aws:iam::123456789012:role/copy, AKIAABCDEFGHIJKLMNOP, s3://my-bucket/x/verify-1/a.json, my-bucket';
  expect(redact(text, { FOLDER: 's3://my-bucket/x/verify-1', BUCKET: 'my-bucket' })).toBe(
    'as IAMR:…, iam:… at HOST (ADDRESS), ARN, KEY, FOLDER/a.json, BUCKET',
  );
});

test('the page of the points shows what evidence there is, and "not yet" for the rest', () => {
  expect(writePage([])).toContain('None yet.');
  const seen = { id: 'epoch-ms', transport: 'direct' as const, outcome: 'as expected' as const };
  const facts = { observed: '2018-11-01 21:01:46.796', expected: '', statement: '' };
  const page = writePage([
    {
      ...{ format: 1, sparkify: '0.2.0', node: 'v24.0.0', engine: 'Redshift 1.0.99', region: 'eu-west-1' },
      ...{ kind: 'serverless', size: '4 RPU', deleted: [], left: [] },
      ...{ began: '2026-12-01T10:00:00.000Z', ended: '2026-12-01T10:30:00.000Z' },
      points: [
        { ...seen, ...facts },
        { ...seen, ...facts, id: 'backslash', outcome: 'differs', observed: '2 (number)' },
      ],
    },
  ]);
  expect(page).toContain(
    '- 2026-12-01, eu-west-1, serverless (4 RPU), Redshift 1.0.99, sparkify 0.2.0: 1 as expected, 1 differ, 0 not observed',
  );
  expect(page).toContain('Observed: `2018-11-01 21:01:46.796` (as expected; serverless, direct, 2026-12-01)');
  expect(page).toContain('Observed: `2 (number)` (**differs**; serverless, direct, 2026-12-01)');
  expect(page).toContain('Observed: not yet');
});

test('a signal does not end the process before what costs money is deleted', async () => {
  const process = new EventEmitter();
  const clock = fakeClock();
  const sleep = (milliseconds: number) => clock.sleep(milliseconds).then(() => setImmediate());
  using stop = stopOnSignals(process, { clock: { ...clock, sleep } });
  let isOverdue = false;
  void stop.overdue.then(() => {
    isOverdue = true;
  });
  await untilCleanedUp(async () => {
    process.emit('SIGINT');
    expect(stop.signal.aborted).toBe(true);
    for (let turn = 0; turn < 100; turn++) await setImmediate();
    expect(isOverdue).toBe(false);
  });
  const cleanedUp = clock.slept();
  expect(cleanedUp).toBeGreaterThan(2_000);
  await stop.overdue;
  expect(clock.slept() - cleanedUp).toBeGreaterThanOrEqual(800);
});
