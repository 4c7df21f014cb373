import { expect } from 'vitest';
import { stopped } from '../../src/stopped.ts';
import { wordsOf } from './account.ts';
import { pictureOf } from './fake-aws/world.ts';
import { test } from './in-account.ts';

const create = 'cluster create --yes --nodes 2 --data s3://sparkify/raw --work s3://sparkify/work';

test('status prints what there is, what it costs, and that its time has passed', async ({ account }) => {
  await account.run(`${create} --ttl 2h`);
  await account.clock.sleep(3 * 3_600_000);
  const { out } = await account.run('cluster status');
  expect(out).toMatchInlineSnapshot(`
    "  sparkify  in us-west-2
      State      paused
      Endpoint   sparkify.abc.us-west-2.redshift.amazonaws.com:5439
      Nodes      2 x ra3.large
      Database   dwh, user awsuser, password in Secrets Manager
      Role       arn:aws:iam::123456789012:role/sparkify-copy
      Network    port 5439 from 203.0.113.7/32
      Encrypted  yes
      Version    1.0.98765
      Age        3 h 1 min, meant to live for 2h
      Cost       storage only while paused, at most 3.28 USD so far

      warning  sparkify was to live for 2h; that was over 1 h 1 min ago.
               Delete it   sparkify cluster delete"
  `);
  const { out: json } = await account.run('cluster status --json');
  expect(JSON.parse(json)).toMatchObject({ state: 'paused', ttl: '2h', port: 5439, ours: true });
});

test('status of a cluster that is not there says how to get one', async ({ account }) => {
  const { error } = await account.run('cluster status');
  expect(error).toMatchObject({ exitCode: 2 });
  expect(wordsOf(error)).toContain('sparkify cluster create');
});

test('other clusters and workgroups that sparkify made are named: they may be forgotten', async ({
  account,
}) => {
  await account.run('cluster create --yes --nodes 2 --identifier spring');
  await account.run('cluster create --yes --identifier summer --serverless');
  const others = 'Other clusters made by sparkify here: spring (available), summer (available)';
  expect((await account.run('cluster status')).noted).toContain(others);
  expect((await account.run('cluster delete --yes')).out).toContain(others);
  expect((await account.run('cluster status --identifier summer')).out).toContain('here: spring (available)');
});

test('status after a crash names what is there without a cluster', async ({ account }) => {
  account.aws.setFate(({ action }) => (action === 'CreateWorkgroup' ? 'down' : 'pass'));
  await account.run(`${create.replace(' --nodes 2', ' --serverless')}`);
  account.aws.setFate();
  const noted = wordsOf((await account.run('cluster status')).error);
  expect(noted).toContain(
    'But these of it exist: Namespace sparkify, Security group sparkify-access, IAM role sparkify-copy.',
  );
  expect(noted).toMatch(/Clean up +sparkify cluster delete/);
});

test('pause and resume wait for their end, and twice is as good as once', async ({ account }) => {
  await account.run(create);
  const cluster = account.world.warehouses.get('cluster sparkify');
  expect((await account.run('cluster pause')).out).toContain('only its storage is billed');
  expect(cluster?.status).toBe('paused');
  expect((await account.run('cluster pause')).error).toBeUndefined();
  expect((await account.run('cluster status')).out).toContain('storage only while paused');
  expect((await account.run(create)).out).toContain('sparkify cluster resume');
  expect((await account.run('cluster resume')).out).toContain('is available');
  expect(cluster?.status).toBe('available');
});

test('a cluster of another owner is adopted, and neither paused nor deleted', async ({ account }) => {
  await account.run(create);
  const cluster = account.world.warehouses.get('cluster sparkify');
  delete cluster?.tags['sparkify:cluster'];
  expect((await account.run(create)).noted).toContain('> adopt   Cluster');
  expect(wordsOf((await account.run('cluster pause')).error)).toContain('was not created by sparkify');
  expect((await account.run('cluster status')).out).toContain('cluster delete leaves it');
  const { noted } = await account.run('cluster delete --dry-run');
  expect(noted).not.toContain('- Cluster');
  expect(cluster?.status).toBe('available');
});

test('Serverless needs no pause, and says so', async ({ account }) => {
  await account.run(`${create.replace(' --nodes 2', ' --serverless')}`);
  expect((await account.run('cluster pause')).out).toContain('costs nothing while idle');
  expect((await account.run('cluster status')).out).toContain('4 RPU, up to 8, at most 24 RPU-hours a day');
});

test('delete lists, has the name typed, deletes, and checks', async ({ account }) => {
  await account.run(create);
  const before = pictureOf(account.world);
  const wrong = await account.run('cluster delete', { answers: ['yes'] });
  expect(wrong.noted).toContain('Nothing was deleted.');
  expect(pictureOf(account.world)).toEqual(before);
  const { noted, out } = await account.run('cluster delete', { answers: ['sparkify'] });
  expect(`${noted}\n--\n${out}`).toMatchInlineSnapshot(`
    "  This will be deleted in us-west-2:
        - Cluster         sparkify         2 x ra3.large, available, database dwh
        - Security group  sparkify-access  sg-1
        - IAM role        sparkify-copy    arn:aws:iam::123456789012:role/sparkify-copy

      No final snapshot is taken: all data in it is lost (--snapshot NAME keeps one).
      Deleting Cluster sparkify
      Deleting Security group sparkify-access
      Deleting IAM role sparkify-copy
    --
      Checked: nothing billable is left (cluster, workgroup, namespace, snapshots, secret)."
  `);
  expect((await account.run('cluster delete')).out).toContain('nothing billable is left');
});

test('a final snapshot is kept, and reported as still billed', async ({ account }) => {
  await account.run(create);
  const { out } = await account.succeed('cluster delete --yes --snapshot before-summer');
  expect(out).toContain('Still billed  Snapshot before-summer');
  expect(out).toContain('aws redshift delete-cluster-snapshot --snapshot-identifier before-summer');
  expect([...account.world.snapshots.keys()]).toEqual(['before-summer']);
});

test('delete while the cluster is still being created waits for it', async ({ account }) => {
  const stop = new AbortController();
  await account.run(create, { signal: stop.signal, onWaiting: () => stop.abort(new Error('SIGINT')) });
  const waits: string[] = [];
  await account.succeed('cluster delete --yes', { onWaiting: (line) => waits.push(line) });
  expect(waits).toContain('  Cluster sparkify  still busy  10 s');
  expect(account.world.warehouses.size).toBe(0);
});

test('Ctrl-C while the cluster is being deleted says what is left, and how to look and to go on', async ({
  account,
}) => {
  await account.run(create);
  const stop = new AbortController();
  const { error } = await account.run('cluster delete --yes --snapshot last', {
    signal: stop.signal,
    onWaiting: () => stop.abort(),
  });
  expect(error).toMatchObject({ exitCode: 130 });
  expect(wordsOf(error)).toMatchInlineSnapshot(`
    "Stopped waiting. Cluster sparkify continues in the background until it is gone.
    Not deleted yet: Cluster sparkify, Security group sparkify-access, IAM role sparkify-copy.
    See its state     sparkify cluster status
    Delete the rest   sparkify cluster delete --snapshot last"
  `);
  await account.succeed('cluster delete --yes --snapshot last');
  expect([...account.world.snapshots.keys()]).toEqual(['last']);
});

test('Ctrl-C between two deletions says what is left, and how to go on', async ({ account }) => {
  await account.run(create);
  const stop = new AbortController();
  account.aws.setFate(({ action }) => {
    if (action === 'DeleteSecurityGroup') stop.abort(stopped());
    return 'pass';
  });
  const { error } = await account.run('cluster delete --yes', { signal: stop.signal });
  expect(error).toMatchObject({ exitCode: 130 });
  expect(wordsOf(error)).toMatchInlineSnapshot(`
    "Interrupted before everything was deleted.
    Not deleted yet: Security group sparkify-access, IAM role sparkify-copy.
    Go on   sparkify cluster delete"
  `);
});

test('delete finds a role that was made under another name, without naming it again', async ({ account }) => {
  await account.run(`${create} --role-name reader`);
  expect(account.world.roles.size).toBe(1);
  const { noted } = await account.succeed('cluster delete --yes');
  expect(noted).toContain('Deleting IAM role reader');
  expect(account.world.roles.size).toBe(0);
});

test('a role of another name is found even when the cluster, which would name it, is gone', async ({
  account,
}) => {
  await account.run(`${create} --role-name reader`);
  await account.run(`${create} --role-name writer`);
  account.aws.setFate(({ action }) => (action === 'DeleteSecurityGroup' ? 'down' : 'pass'));
  expect((await account.run('cluster delete --yes')).error).toBeDefined();
  expect(account.world.warehouses.size).toBe(0);
  account.aws.setFate();
  const { out } = await account.succeed('cluster delete --yes');
  expect(out).toContain('nothing billable is left');
  expect(account.world.roles.size).toBe(0);
});

test('policies on our role that others put there do not keep it from being deleted', async ({ account }) => {
  await account.run(create);
  account.world.roles.get('sparkify-copy')?.attached.add('arn:aws:iam::aws:policy/ReadOnlyAccess');
  await account.succeed('cluster delete --yes');
  expect(account.world.roles.size).toBe(0);
});
