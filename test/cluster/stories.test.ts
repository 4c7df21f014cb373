import { expect } from 'vitest';
import { startS3Server } from '../s3-server/s3-server.ts';
import { keys, openTestAccount, wordsOf } from './account.ts';
import { test } from './in-account.ts';

// What cost people money: each story as it went, with the end that it should have.

/** The file of the Python projects. */
const classic = `${keys}[DWH]
DWH_CLUSTER_TYPE=multi-node
DWH_NUM_NODES=4
DWH_NODE_TYPE=dc2.large
DWH_PORT=5439
`;

test('with a dwh.cfg of dc2.large, what was created can be seen, paused and deleted', async ({ account }) => {
  const { noted } = await account.succeed('cluster create --yes', { cfg: classic });
  expect(noted).toContain(
    'AWS no longer creates 4 x dc2.large (1.00 USD an hour): 4 x ra3.large (2.17 USD an hour) in its place.',
  );
  expect(noted).toContain('An hour costs 2.17 USD, of work or not; an idle day 52 USD');
  for (const verb of ['status', 'pause', 'resume', 'delete --yes']) {
    const outcome = await account.run(`cluster ${verb}`, { cfg: classic });
    expect(wordsOf(outcome.error), verb).toBe('no error');
  }
  expect(account.world.warehouses.size).toBe(0);
});

test('Ctrl-C in create --serverless, then the hint: the same warehouse goes on, with its role', async () => {
  for (const cfg of [keys, classic]) {
    await using account = await openTestAccount();
    const stop = new AbortController();
    const create = 'cluster create --yes --serverless --data s3://sparkify/raw';
    const onWaiting = (line: string) => {
      if (line.includes('Workgroup')) stop.abort(new Error('SIGINT'));
    };
    expect((await account.run(create, { signal: stop.signal, onWaiting, cfg })).error).toMatchObject({
      exitCode: 130,
    });
    const trust = account.world.roles.get('sparkify-copy')?.trust;
    const { noted } = await account.succeed('cluster create --yes', { cfg });
    expect(noted).not.toContain('+ create');
    expect([...account.world.warehouses.keys()].sort()).toEqual(['namespace sparkify', 'workgroup sparkify']);
    expect(account.world.roles.get('sparkify-copy')?.trust).toBe(trust);
    expect(trust).toContain('redshift-serverless.amazonaws.com');
  }
});

test('delete says what is billed under the name, tagged or not, and what killed runs left below WORK', async ({
  account,
}) => {
  const { world } = account;
  const cfg = `${keys}[S3]\nWORK=s3://sparkify/work\n`;
  world.objects.set(
    'sparkify/work/run-0b2f8f5e-5d6c-4b0e-9a3e-0c1d2e3f4a5b/staging_events-00001.json.gz',
    'abc',
  );
  world.objects.set('sparkify/work/readme.txt', 'not of a run');
  await account.run('cluster create --yes --nodes 2', { cfg });
  const cluster = world.warehouses.get('cluster sparkify');
  delete cluster?.tags['sparkify:cluster'];
  world.snapshots.set('before-summer', { of: 'sparkify', kind: 'cluster' });
  const { out } = await account.succeed('cluster delete --yes', { cfg });
  expect(out).not.toContain('nothing billable is left');
  expect(out).toContain('Still billed  Cluster sparkify: not made by sparkify');
  expect(out).toContain('aws redshift delete-cluster --cluster-identifier sparkify');
  expect(out).toContain('Still billed  Snapshot before-summer');
  expect(out).toContain('Still billed  Secret redshift!sparkify-awsuser');
  expect(out).toContain('Still billed  Objects s3://sparkify/work: 1 of killed runs');
});

test('what AWS lists page by page is read to its end', async ({ account }) => {
  const { world } = account;
  await account.succeed('cluster create --yes --nodes 2 --data s3://sparkify/raw');
  const role = world.roles.get('sparkify-copy');
  for (const name of ['a', 'b', 'c']) {
    role?.inline.set(name, '{"Statement":[]}');
    role?.attached.add(`arn:aws:iam::aws:policy/${name}`);
    world.snapshots.set(`of-cluster-${name}`, { of: 'sparkify', kind: 'cluster' });
    world.snapshots.set(`of-namespace-${name}`, { of: 'sparkify', kind: 'namespace' });
  }
  world.secrets.clear();
  for (const name of ['1-user', '2-user', 'awsuser']) world.secrets.add(`redshift!sparkify-${name}`);
  const cluster = world.warehouses.get('cluster sparkify');
  delete cluster?.tags['sparkify:cluster'];
  const { out } = await account.succeed('cluster delete --yes');
  expect(out.match(/Still billed {2}Snapshot \S+[abc]:/g)).toHaveLength(6);
  expect(out).toContain('Still billed  Secret redshift!sparkify-awsuser');
  cluster?.roles.splice(0);
  await account.succeed('cluster delete --yes');
  expect(world.roles.size).toBe(0);
});

test('what killed runs left is looked for at the endpoint of S3', async ({ account }) => {
  const left = 'work/doctor-0b2f8f5e-5d6c-4b0e-9a3e-0c1d2e3f4a5b';
  const { region } = account.world;
  await using s3 = await startS3Server({ buckets: { music: { [left]: 'abc' } }, region });
  const cfg = `${keys}[S3]\nWORK=s3://music/work\n`;
  const environment = { AWS_ENDPOINT_URL_S3: s3.endpoint };
  const { out } = await account.run('cluster delete --yes', { cfg, environment });
  expect(out).toContain('Still billed  Objects s3://music/work: 1 of killed runs');
});

test('a place below WORK that cannot be listed is named, not skipped', async ({ account }) => {
  const cfg = `${keys}[S3]\nWORK=s3://elsewhere/work\n`;
  const { out } = await account.run('cluster delete --yes', { cfg });
  expect(out).toContain('Not checked  Objects s3://elsewhere/work: could not be looked at');
  expect(out).toContain('nothing billable is left (cluster, workgroup, namespace, snapshots, secret).');
});

test('without nodes in flags or files, create makes Serverless with 4 RPU, a limit and its price', async ({
  account,
}) => {
  const { noted } = await account.run('cluster create --yes');
  expect(noted).toContain('4 RPU, up to 8, at most 24 RPU-hours a day');
  expect(noted).toContain(
    'An hour of work costs 1.50 USD (3.00 USD where it grows), a day 9.00 USD at most; an idle day nothing but storage.',
  );
  expect(noted).toContain("0.375 USD an RPU-hour, AWS's pricing page, us-east-1, read 2026-10-07");
  expect(account.world.warehouses.get('workgroup sparkify')).toMatchObject({
    facts: { baseCapacity: 4, maxCapacity: 8 },
    usageLimit: 24,
  });
});

test('where the region has no 4 RPU, the workgroup gets 8, and the next run leaves them', async ({
  account,
}) => {
  account.world.leastCapacity = 8;
  await account.succeed('cluster create --yes');
  expect(account.world.warehouses.get('workgroup sparkify')).toMatchObject({
    facts: { baseCapacity: 8, maxCapacity: 16 },
  });
  account.aws.calls.length = 0;
  await account.succeed('cluster create --yes');
  expect(account.aws.calls.filter((call) => call.mutating)).toEqual([]);
  await account.succeed('cluster delete --yes');
  expect((await account.run('cluster create --yes --base-capacity 4')).error).toMatchObject({ exitCode: 2 });
});

test('create waits until the name of the endpoint is known, and one that stays unknown is worth another run', async ({
  account,
}) => {
  const asked: string[] = [];
  const waits: string[] = [];
  const options = { onWaiting: (line: string) => waits.push(line) };
  const resolves = async (host: string) => asked.push(host) > 3;
  await account.succeed('cluster create --yes', { ...options, resolves });
  expect(asked.length).toBe(4);
  expect(waits.at(-1)).toMatch(/its name is not known yet {2}10 s$/);
  const { error } = await account.run('cluster create --yes', { resolves: async () => false });
  expect(error).toMatchObject({ exitCode: 75 });
  expect(wordsOf(error)).toContain(
    'the name sparkify.123456789012.us-west-2.redshift-serverless.amazonaws.com',
  );
});
