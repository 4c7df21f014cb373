import { expect } from 'vitest';
import { addRoleOfOriginals, keys, wordsOf } from './account.ts';
import { test } from './in-account.ts';

const create = 'cluster create --yes --nodes 2 --data s3://sparkify/raw --work s3://sparkify/work';

test('create shows the plan with its price, asks, says what it does, and ends with endpoint and role', async ({
  account,
}) => {
  const waits: string[] = [];
  const { noted, out } = await account.run('cluster create --nodes 2 --data s3://sparkify/raw', {
    answers: ['y'],
    onWaiting: (line) => waits.push(line),
  });
  expect(`${noted}\n--\n${out}`).toMatchInlineSnapshot(`
    "  This will be created or changed in us-west-2 (account 1234-5678-9012):
        + create  IAM role        sparkify-copy    reads s3://sparkify/raw
        + create  Security group  sparkify-access  port 5439 from 203.0.113.7/32 only
        + create  Cluster         sparkify         2 x ra3.large, encrypted, database dwh
                  AWS makes the password and keeps it in Secrets Manager.

      An hour costs 1.09 USD, of work or not; an idle day 26 USD, until you delete or pause it.
      (0.543 USD a node-hour, AWS's pricing page, us-east-1, read 2026-10-07; storage is extra, 0.024 USD a GB-month.)
      Creating IAM role sparkify-copy
      Creating Security group sparkify-access
      Creating Cluster sparkify
    --
      Endpoint   sparkify.abc.us-west-2.redshift.amazonaws.com:5439
      Role       arn:aws:iam::123456789012:role/sparkify-copy

      Next        sparkify etl --data s3://sparkify/raw --warehouse redshift
      Pause it    sparkify cluster pause
      Delete it   sparkify cluster delete"
  `);
  expect(waits[0]).toBe('  Cluster sparkify  creating  0 s');
  expect(waits.at(-1)).toMatch(/Cluster sparkify {2}creating {2}50 s/);
});

test('--dry-run shows the plan as the result and makes no mutating call', async ({ account }) => {
  const { out } = await account.run('cluster create --dry-run --nodes 2');
  expect(out).toContain('+ create  IAM role');
  await account.run(create);
  account.aws.calls.length = 0;
  expect((await account.run('cluster create --dry-run --nodes 2 --ttl 2h')).out).toContain(
    'time to live: none -> 2h',
  );
  expect((await account.run('cluster delete --dry-run')).out).toContain('- Cluster');
  expect((await account.run('cluster pause --dry-run')).out).toContain('would be paused');
  expect(account.aws.calls.filter((call) => call.mutating)).toEqual([]);
});

test('an answer other than yes creates nothing', async ({ account }) => {
  const { noted } = await account.succeed('cluster create --nodes 2', { answers: [''] });
  expect(noted).toContain('Nothing was created.');
  expect(account.aws.calls.some((call) => call.mutating)).toBe(false);
});

test('without a person and without --yes nothing is created, and the way out is printed', async ({
  account,
}) => {
  const { error } = await account.run('cluster create --nodes 2');
  expect(wordsOf(error)).toContain('--yes');
  expect(account.aws.calls.some((call) => call.mutating)).toBe(false);
});

test('offline, the own address cannot be learnt, and --allow-cidr is named', async ({ account }) => {
  const { error } = await account.run('cluster create --yes --nodes 2', {
    addressService: 'http://127.0.0.1:9/',
  });
  expect(wordsOf(error)).toMatchInlineSnapshot(`
    "Your public address could not be determined from http://127.0.0.1:9/: it cannot be reached.
    The security group allows only your own address, so the address must be known.
    Name it, such as   sparkify cluster create --nodes 2 --allow-cidr 203.0.113.7/32"
  `);
});

test('the whole internet is allowed only when it is typed in full, with a warning', async ({ account }) => {
  expect(
    wordsOf((await account.run('cluster create --yes --nodes 2 --allow-cidr 10.0.0.0/0')).error),
  ).toContain('type 0.0.0.0/0');
  const { noted } = await account.run('cluster create --yes --nodes 2 --allow-cidr 0.0.0.0/0');
  expect(noted).toContain('port 5439 from 0.0.0.0/0\n');
  expect(noted).toContain('warning  0.0.0.0/0 allows the whole internet to try to log in');
});

test('a second run from another address allows the new one and removes the old one', async ({ account }) => {
  await account.run(create);
  const { noted } = await account.run(`${create} --allow-cidr 198.51.100.4`);
  expect(noted).toContain('allow 198.51.100.4/32');
  expect(noted).toContain('A range that create does not name is removed: name all of them with --allow-cidr');
  const { noted: asked } = await account.run(create.replace(' --yes', ''), { answers: ['n'] });
  expect(asked).toContain('Nothing was changed.');
  const [group] = account.world.groups.values();
  expect(group?.rules.map((rule) => rule.cidr)).toEqual(['198.51.100.4/32']);
});

test('a role of the originals is adopted: used, left alone, and not deleted', async ({ account }) => {
  addRoleOfOriginals(account.world, ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess']);
  const { noted } = await account.run(`${create} --role-name dwhRole`);
  expect(noted).toContain('> adopt   IAM role        dwhRole');
  const deleted = await account.run('cluster delete --yes --role-name dwhRole');
  expect(deleted.noted).toContain('= IAM role        dwhRole          not made for this cluster');
  expect([...account.world.roles.keys()]).toEqual(['dwhRole']);
});

test('what is in the way is reported, and nothing at all is done', async ({ account }) => {
  await account.run(create);
  account.aws.calls.length = 0;
  const { error } = await account.run(`${create} --nodes 4`);
  expect(wordsOf(error)).toMatchInlineSnapshot(`
    "The Cluster sparkify conflicts with the plan; nothing was created or changed.
    Its nodes: 2 x ra3.large, but 4 x ra3.large is configured.
    Configure what it has, or delete it and create it again.
    Delete it   sparkify cluster delete"
  `);
  expect(account.aws.calls.some((call) => call.mutating)).toBe(false);
});

test('Ctrl-C while waiting ends the waiting only, and says how to look', async ({ account }) => {
  const stop = new AbortController();
  const { error } = await account.run(create, {
    signal: stop.signal,
    onWaiting: () => stop.abort(new Error('SIGINT')),
  });
  expect(error).toMatchObject({ exitCode: 130 });
  expect(wordsOf(error)).toMatchInlineSnapshot(`
    "Stopped waiting. Cluster sparkify continues in the background until it is available.
    See its state   sparkify cluster status
    Wait again      sparkify cluster create --nodes 2 --data s3://sparkify/raw --work s3://sparkify/work"
  `);
  expect(account.world.warehouses.get('cluster sparkify')?.status).toBe('creating');
});

test('whatever is waited for is reported with its time: a workgroup, a group that is still in use', async ({
  account,
}) => {
  const waits: string[] = [];
  const onWaiting = (line: string) => waits.push(line);
  await account.run(`${create.replace(' --nodes 2', ' --serverless')}`, { onWaiting });
  expect(waits).toContain('  Workgroup sparkify  waiting for AWS  30 s');
  await account.run('cluster delete --yes');
  await account.run(create);
  await account.run('cluster delete --yes', { onWaiting });
  expect(waits).toContain('  Security group sparkify-access  still in use  10 s');
});

test('Ctrl-C between two steps reports what exists, and how to continue or clean up', async ({ account }) => {
  const stop = new AbortController();
  account.aws.setFate(({ action }) => {
    if (action === 'CreateSecurityGroup') stop.abort(new Error('SIGINT'));
    return 'pass';
  });
  const { error } = await account.run(create, { signal: stop.signal });
  expect(error).toMatchObject({ exitCode: 130 });
  expect(wordsOf(error)).toMatchInlineSnapshot(`
    "Interrupted before everything was created.
    These exist now: IAM role sparkify-copy. The Security group sparkify-access may exist, too.
    Go on         sparkify cluster create --nodes 2 --data s3://sparkify/raw --work s3://sparkify/work
    Or clean up   sparkify cluster delete"
  `);
});

test('--json prints one document and nothing else', async ({ account }) => {
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

test('a configured password is handed over and never printed', async ({ account }) => {
  const cfg = `${keys}[DWH]\nDWH_DB_PASSWORD=Passw0rdOfAda\n`;
  const { noted, out } = await account.run(create, { cfg });
  expect(account.world.warehouses.get('cluster sparkify')?.facts.managed).toBe(false);
  expect(account.world.secrets.size).toBe(0);
  expect(noted + out).not.toContain('Passw0rdOfAda');
});

test('a wider range that was chosen before stays while it contains the address of the caller', async ({
  account,
}) => {
  await account.run(`${create} --allow-cidr 203.0.113.0/24`);
  const { noted } = await account.succeed(create);
  expect(noted).toContain('= keep    Security group');
  const [group] = account.world.groups.values();
  expect(group?.rules.map((rule) => rule.cidr)).toEqual(['203.0.113.0/24']);
});

test('a group of somebody else that is open to the internet is adopted with a warning', async ({
  account,
}) => {
  await account.run(`${create} --allow-cidr 0.0.0.0/0`);
  const [group] = account.world.groups.values();
  delete group?.tags['sparkify:cluster'];
  const { noted } = await account.run(create);
  expect(noted).toContain('> adopt   Security group');
  expect(noted).toContain('warning  0.0.0.0/0 allows the whole internet to try to log in');
});

test('a caller of IPv6 gets a rule of IPv6', async ({ account }) => {
  for (const range of ['2001:db8::7', '2001:db8:0::/56']) {
    await account.succeed(`${create} --allow-cidr ${range}`);
  }
  const [group] = account.world.groups.values();
  expect(group?.rules.map((rule) => rule.cidr)).toEqual(['2001:db8::/56']);
  expect(wordsOf((await account.run(`${create} --allow-cidr 2001:db8::1/32`)).error)).toContain(
    'Did you mean 2001:db8::/32?',
  );
});
