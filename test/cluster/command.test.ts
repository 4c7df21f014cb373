import { expect, test } from 'vitest';
import { openTestAccount, toldOf } from './account.ts';
import { pictureOf } from './fake-aws/world.ts';

const create = 'cluster create --yes --data s3://sparkify/raw --work s3://sparkify/work';

test('create shows the plan with its price, asks, says what it does, and ends with endpoint and role', async () => {
  await using account = await openTestAccount();
  const waits: string[] = [];
  const { told, out } = await account.run('cluster create --data s3://sparkify/raw', {
    answers: ['y'],
    onWaiting: (line) => waits.push(line),
  });
  expect(`${told}\n--\n${out}`).toMatchInlineSnapshot(`
    "  This will be created or changed in us-west-2 (account 1234-5678-9012):
        + create  IAM role        sparkify-copy    reads s3://sparkify/raw
        + create  Security group  sparkify-access  port 5439 from 203.0.113.7/32 only
        + create  Cluster         sparkify         2 x ra3.large, encrypted, database dwh
                  AWS makes the password and keeps it in Secrets Manager.

      It costs about 1.09 USD an hour, 26 USD a day, until you delete or pause it.
      (0.543 USD a node-hour, half of ra3.xlplus in the AWS price list, us-east-1, 2026-10-05; storage is extra, 0.024 USD a GB-month.)
      Creating IAM role sparkify-copy
      Creating Security group sparkify-access
      Creating Cluster sparkify
    --
      Endpoint   sparkify.abc.us-west-2.redshift.amazonaws.com:5439
      Role       arn:aws:iam::123456789012:role/sparkify-copy

      Next   sparkify etl --warehouse redshift     sparkify cluster pause     sparkify cluster delete"
  `);
  expect(waits[0]).toBe('  Cluster sparkify  creating  0 s');
  expect(waits.at(-1)).toMatch(/Cluster sparkify {2}creating {2}50 s/);
});

test('--dry-run shows the plan as the result and makes no mutating call', async () => {
  await using account = await openTestAccount();
  const { out } = await account.run('cluster create --dry-run');
  expect(out).toContain('+ create  IAM role');
  await account.run(create);
  account.aws.calls.length = 0;
  expect((await account.run('cluster create --dry-run --ttl 2h')).out).toContain('time to live: none -> 2h');
  expect((await account.run('cluster delete --dry-run')).out).toContain('- Cluster');
  expect((await account.run('cluster pause --dry-run')).out).toContain('would be paused');
  expect(account.aws.calls.filter((call) => call.mutating)).toEqual([]);
});

test('an answer other than yes creates nothing', async () => {
  await using account = await openTestAccount();
  const { told, error } = await account.run('cluster create', { answers: [''] });
  expect(error).toBeUndefined();
  expect(told).toContain('Nothing was created.');
  expect(account.aws.calls.some((call) => call.mutating)).toBe(false);
});

test('without a person and without --yes nothing is created, and the way out is told', async () => {
  await using account = await openTestAccount();
  const { error } = await account.run('cluster create');
  expect(toldOf(error)).toContain('--yes');
  expect(account.aws.calls.some((call) => call.mutating)).toBe(false);
});

test('offline, the own address cannot be learnt, and --allow-cidr is named', async () => {
  await using account = await openTestAccount();
  const { error } = await account.run('cluster create --yes', { addressService: 'http://127.0.0.1:9/' });
  expect(toldOf(error)).toMatchInlineSnapshot(`
    "Your public address could not be learnt from http://127.0.0.1:9/: it cannot be reached.
    The security group lets in your own address only, so it has to be known.
    Give it yourself, for example: sparkify cluster create --allow-cidr 203.0.113.7/32"
  `);
});

test('the whole internet is let in only when it is typed in full, and warned about', async () => {
  await using account = await openTestAccount();
  expect(toldOf((await account.run('cluster create --yes --allow-cidr 10.0.0.0/0')).error)).toContain(
    'type 0.0.0.0/0',
  );
  const { told } = await account.run('cluster create --yes --allow-cidr 0.0.0.0/0');
  expect(told).toContain('lets the whole internet try to log in');
});

test('a second run from another address lets in the new one and shuts out the old one', async () => {
  await using account = await openTestAccount();
  await account.run(create);
  const { told } = await account.run(`${create} --allow-cidr 198.51.100.4`);
  expect(told).toContain('let in 198.51.100.4/32');
  const [group] = account.world.groups.values();
  expect(group?.rules.map((rule) => rule.cidr)).toEqual(['198.51.100.4/32']);
});

test('a role of the originals is adopted: used, left alone, and not deleted', async () => {
  await using account = await openTestAccount();
  account.world.roles.set('dwhRole', {
    name: 'dwhRole',
    createdAt: 0,
    trust: '{"Statement":[{"Principal":{"Service":"redshift.amazonaws.com"}}]}',
    tags: {},
    inline: new Map(),
    attached: new Set(['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess']),
  });
  const { told } = await account.run(`${create} --role-name dwhRole`);
  expect(told).toContain('> adopt   IAM role        dwhRole');
  const deleted = await account.run('cluster delete --yes --role-name dwhRole');
  expect(deleted.told).toContain('= IAM role        dwhRole  not made for this cluster');
  expect([...account.world.roles.keys()]).toEqual(['dwhRole']);
});

test('what is in the way is told, and nothing at all is done', async () => {
  await using account = await openTestAccount();
  await account.run(create);
  account.aws.calls.length = 0;
  const { error } = await account.run(`${create} --nodes 4`);
  expect(toldOf(error)).toMatchInlineSnapshot(`
    "The Cluster sparkify is in the way; nothing was created or changed.
    Its nodes: 2 x ra3.large, but 4 x ra3.large is configured.
    Configure what it has, or delete it and create it again: sparkify cluster delete"
  `);
  expect(account.aws.calls.some((call) => call.mutating)).toBe(false);
});

test('Ctrl-C while waiting ends the waiting only, and says how to look', async () => {
  await using account = await openTestAccount();
  const stop = new AbortController();
  const { error } = await account.run(create, {
    signal: stop.signal,
    onWaiting: () => stop.abort(new Error('SIGINT')),
  });
  expect(error).toMatchObject({ exitCode: 130 });
  expect(toldOf(error)).toMatchInlineSnapshot(`
    "Stopped waiting. Cluster sparkify goes on without you until it is available.
    Look how it is   sparkify cluster status
    Wait again       sparkify cluster create"
  `);
  expect(account.world.warehouses.get('cluster sparkify')?.status).toBe('creating');
});

test('status tells what there is, what it costs, and that its time has passed', async () => {
  await using account = await openTestAccount();
  await account.run(`${create} --ttl 2h`);
  await account.clock.sleep(3 * 3_600_000);
  const { out } = await account.run('cluster status');
  expect(out).toMatchInlineSnapshot(`
    "  sparkify  in us-west-2
      State      available
      Endpoint   sparkify.abc.us-west-2.redshift.amazonaws.com:5439
      Nodes      2 x ra3.large
      Database   dwh, user awsuser, password in Secrets Manager
      Role       arn:aws:iam::123456789012:role/sparkify-copy
      Network    port 5439 from 203.0.113.7/32
      Encrypted  yes
      Version    1.0.98765
      Age        3 h 1 min, meant to live for 2h
      Cost       1.09 USD an hour, at most 3.28 USD so far

      warning  sparkify was to live for 2h; that was over 1 h 1 min ago. Delete it: sparkify cluster delete"
  `);
  const { out: json } = await account.run('cluster status --json');
  expect(JSON.parse(json)).toMatchObject({ state: 'available', ttl: '2h', port: 5439, ours: true });
});

test('status of a cluster that is not there says how to get one', async () => {
  await using account = await openTestAccount();
  const { error } = await account.run('cluster status');
  expect(error).toMatchObject({ exitCode: 2 });
  expect(toldOf(error)).toContain('sparkify cluster create');
});

test('pause and resume wait for their end, and twice is as good as once', async () => {
  await using account = await openTestAccount();
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

test('a cluster of somebody else is adopted, and neither paused nor deleted', async () => {
  await using account = await openTestAccount();
  await account.run(create);
  const cluster = account.world.warehouses.get('cluster sparkify');
  delete cluster?.tags['sparkify:cluster'];
  expect((await account.run(create)).told).toContain('> adopt   Cluster');
  expect(toldOf((await account.run('cluster pause')).error)).toContain('was not made by sparkify');
  expect((await account.run('cluster status')).out).toContain('cluster delete leaves it');
  const { told } = await account.run('cluster delete --dry-run');
  expect(told).not.toContain('- Cluster');
  expect(cluster?.status).toBe('available');
});

test('Ctrl-C between two steps tells what exists, and how to go on or clean up', async () => {
  await using account = await openTestAccount();
  const stop = new AbortController();
  account.aws.setFate(({ action }) => {
    if (action === 'CreateSecurityGroup') stop.abort(new Error('SIGINT'));
    return 'pass';
  });
  const { error } = await account.run(create, { signal: stop.signal });
  expect(error).toMatchObject({ exitCode: 130 });
  expect(toldOf(error)).toMatchInlineSnapshot(`
    "Interrupted before everything was created.
    These exist now: IAM role sparkify-copy. The Security group sparkify-access may exist, too.
    Go on         sparkify cluster create
    Or clean up   sparkify cluster delete"
  `);
});

test('Serverless needs no pause, and says so', async () => {
  await using account = await openTestAccount();
  await account.run(`${create} --serverless`);
  expect((await account.run('cluster pause')).out).toContain('costs nothing while idle');
  expect((await account.run('cluster status')).out).toContain('8 RPU, at most 24 RPU-hours a day');
});

test('delete lists, has the name typed, deletes, and checks', async () => {
  await using account = await openTestAccount();
  await account.run(create);
  const before = pictureOf(account.world);
  const wrong = await account.run('cluster delete', { answers: ['yes'] });
  expect(wrong.told).toContain('Nothing was deleted.');
  expect(pictureOf(account.world)).toEqual(before);
  const { told, out } = await account.run('cluster delete', { answers: ['sparkify'] });
  expect(`${told}\n--\n${out}`).toMatchInlineSnapshot(`
    "  This will be deleted in us-west-2:
        - Cluster         sparkify  2 x ra3.large, available, database dwh
        - Security group  sparkify-access  sg-1
        - IAM role        sparkify-copy  arn:aws:iam::123456789012:role/sparkify-copy

      No final snapshot is taken: all data in it is gone for good (--snapshot NAME keeps one).
      Deleting Cluster sparkify
      Deleting Security group sparkify-access
      Deleting IAM role sparkify-copy
    --
      Checked: nothing billable is left (cluster, workgroup, namespace, snapshots, secret)."
  `);
  expect((await account.run('cluster delete')).out).toContain('nothing billable is left');
});

test('a final snapshot is kept, and told as what is still billed', async () => {
  await using account = await openTestAccount();
  await account.run(create);
  const { out, error } = await account.run('cluster delete --yes --snapshot before-summer');
  expect(error).toBeUndefined();
  expect(out).toContain('Still billed  Snapshot before-summer');
  expect([...account.world.snapshots.keys()]).toEqual(['before-summer']);
});

test('delete while the cluster is still being created waits for it', async () => {
  await using account = await openTestAccount();
  const stop = new AbortController();
  await account.run(create, { signal: stop.signal, onWaiting: () => stop.abort(new Error('SIGINT')) });
  const { error } = await account.run('cluster delete --yes');
  expect(toldOf(error)).toBe('no error');
  expect(account.world.warehouses.size).toBe(0);
});

test('delete finds a role that was made under another name, without being told it again', async () => {
  await using account = await openTestAccount();
  await account.run(`${create} --role-name reader`);
  expect(account.world.roles.size).toBe(1);
  const { told, error } = await account.run('cluster delete --yes');
  expect(toldOf(error)).toBe('no error');
  expect(told).toContain('Deleting IAM role reader');
  expect(account.world.roles.size).toBe(0);
});

test('policies on our role that others put there do not keep it from being deleted', async () => {
  await using account = await openTestAccount();
  await account.run(create);
  account.world.roles.get('sparkify-copy')?.attached.add('arn:aws:iam::aws:policy/ReadOnlyAccess');
  expect(toldOf((await account.run('cluster delete --yes')).error)).toBe('no error');
  expect(account.world.roles.size).toBe(0);
});

test('--json prints one document and nothing else', async () => {
  await using account = await openTestAccount();
  const { out } = await account.run(`${create} --json`);
  expect(JSON.parse(out)).toEqual({
    name: 'sparkify',
    state: 'available',
    host: 'sparkify.abc.us-west-2.redshift.amazonaws.com',
    port: 5439,
    database: 'dwh',
    user: 'awsuser',
    role_arn: 'arn:aws:iam::123456789012:role/sparkify-copy',
    secret_arn: 'arn:aws:secretsmanager:us-west-2:123456789012:secret:redshift!sparkify-awsuser',
  });
  const deleted = await account.run('cluster delete --yes --json');
  expect(JSON.parse(deleted.out)).toMatchObject({ left: [] });
});

test('a configured password is handed over and never printed', async () => {
  await using account = await openTestAccount();
  const config = [{ section: 'DWH', key: 'DWH_DB_PASSWORD', value: 'Passw0rdOfAda', line: 9 }];
  const { told, out } = await account.run(create, { config });
  expect(account.world.warehouses.get('cluster sparkify')?.facts.managed).toBe(false);
  expect(account.world.secrets.size).toBe(0);
  expect(told + out).not.toContain('Passw0rdOfAda');
});
