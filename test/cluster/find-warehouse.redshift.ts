import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { openClients } from '../../src/cluster/clients.ts';
import { allow } from '../../src/cluster/policy-document.ts';
import { loadConfig } from '../../src/config.ts';
import { etl } from '../../src/load/etl.ts';
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts';
import { completeLogin } from '../../src/warehouse/redshift/login.ts';
import { freshRedshift } from '../redshift-load/fresh-redshift.ts';
import { loadReference } from '../reference/reference.ts';
import { smallSource, sourceFolder } from '../source-folder.ts';
import { expectTables } from '../warehouse-tables.ts';
import { openTestAccount, type TestAccount, wordsOf } from './account.ts';
import { keptPassword, temporaryPassword } from './fake-aws/world.ts';
import { test } from './in-account.ts';

const roleArn = 'arn:aws:iam::123456789012:role/sparkify-copy';

/** A warehouse that `cluster create` made: AWS is the fake one, and where it sends one to the stand-in is. */
async function setUp(create: string) {
  const users = { 'IAM:awsuser': temporaryPassword, 'IAM:ada': temporaryPassword, awsuser: keptPassword };
  const warehouse = await freshRedshift({}, { roles: [roleArn], users });
  const account = await openTestAccount();
  account.world.host = warehouse.cluster.host;
  account.world.port = warehouse.cluster.port;
  await account.run(create);
  const { ca } = warehouse.cluster;
  const settings = configured(account);
  const { connection } = settings;
  const redshift = { ...warehouse.at.redshift, role: undefined, connection: { ...connection, ca } };
  return {
    account,
    warehouse,
    at: { warehouse: 'redshift', redshift },
    async [Symbol.asyncDispose]() {
      await account[Symbol.asyncDispose]();
      await warehouse[Symbol.asyncDispose]();
    },
  };
}

/** What a user has configured who says nothing but how to reach AWS. */
function configured({ aws }: TestAccount) {
  const variables = { AWS_ENDPOINT_URL: aws.endpoint };
  const { redshift } = loadConfig({ warehouse: 'redshift' }, { variables });
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'notASecret' };
  if (redshift === undefined) throw new Error('Nothing says how to reach Redshift.');
  return {
    ...redshift,
    connection: { ...redshift.connection, aws: { ...redshift.connection.aws, credentials } },
  };
}

for (const [create, credentials] of [
  ['cluster create --yes --nodes 2', 'GetClusterCredentials'],
  ['cluster create --yes --serverless', 'GetSecretValue'],
] as const) {
  test(`after ${create}, etl finds endpoint, role and a password by itself`, async () => {
    await using given = await setUp(create);
    using source = sourceFolder(smallSource);
    const warnings: string[] = [];
    const onWarning = (sentence: string) => warnings.push(sentence);
    const report = await etl({ data: source.path, ...given.at, onWarning });
    expect(report).toMatchObject({ status: 'published', loaded_by: { batched_copy: 4 } });
    expect(warnings).toEqual([]);
    await expectTables(given.at, source.path, loadReference(smallSource));
    const { statements } = given.warehouse.cluster;
    expect(statements.some(({ sql }) => sql.includes(`iam_role '${roleArn}'`))).toBe(true);
    expect(given.account.aws.calls.map(({ action }) => action)).toContain(credentials);
  });
}

test('on Serverless a user who may read the secret is the owner, and all others are themselves', async ({
  account,
}) => {
  await account.run('cluster create --yes --serverless');
  const { connection } = configured(account);
  const owner = { user: 'awsuser', password: keptPassword };
  expect(await completeLogin(connection)).toMatchObject(owner);
  const host = 'sparkify.123456789012.us-west-2.redshift-serverless.amazonaws.com';
  expect(await completeLogin({ ...connection, cluster: undefined, host })).toMatchObject(owner);
  account.aws.restrictTo({
    Version: '2012-10-17',
    Statement: [allow('Look', ['redshift:*', 'redshift-serverless:*'], '*')],
  });
  expect(await completeLogin(connection)).toMatchObject({ user: 'IAM:ada', password: temporaryPassword });
});

test('where the host is written down, the user is still the owner', async ({ account }) => {
  await account.run('cluster create --yes --nodes 2');
  const { connection } = configured(account);
  const host = 'sparkify.abc.us-west-2.redshift.amazonaws.com';
  expect(await completeLogin({ ...connection, host })).toMatchObject({ host, user: 'IAM:awsuser' });
  account.aws.restrictTo({
    Version: '2012-10-17',
    Statement: [allow('LogIn', ['redshift:GetClusterCredentialsWithIAM'], '*')],
  });
  expect(await completeLogin({ ...connection, host })).toMatchObject({ host, user: 'IAM:ada' });
});

test('etl warns of a cluster whose time has passed, also where the host is known', async () => {
  await using given = await setUp('cluster create --yes --nodes 2 --ttl 2h');
  using source = sourceFolder(smallSource);
  const { connection } = given.at.redshift;
  const { host, port } = given.warehouse.cluster;
  for (const place of [{}, { host, port, cluster: 'sparkify' }]) {
    const warnings: string[] = [];
    const redshift = { ...given.at.redshift, connection: { ...connection, ...place } };
    await etl({ data: source.path, ...given.at, redshift, onWarning: (sentence) => warnings.push(sentence) });
    expect(warnings).toEqual([
      expect.stringMatching(
        /^sparkify was to live for 2h; .* ago\. Delete it: sparkify cluster delete --identifier sparkify --region us-west-2$/,
      ),
    ]);
  }
});

test('what cannot be connected to is reported with what to do', async ({ account }) => {
  const noted = async () =>
    wordsOf(
      await openWarehouse('redshift', { redshift: configured(account) }).then(
        () => undefined,
        (error: Error) => error,
      ),
    );
  expect(await noted()).toMatch(/no cluster "sparkify" in us-west-2.*sparkify cluster create/s);
  const stop = new AbortController();
  await account.run('cluster create --yes --nodes 2', { signal: stop.signal, onWaiting: () => stop.abort() });
  expect(await noted()).toMatch(/is creating; it cannot be used yet/);
  await account.run('cluster create --yes --nodes 2');
  await account.run('cluster pause');
  expect(await noted()).toContain('sparkify cluster resume');
});

test('the advice of the SDK to users of Node 20 does not reach the terminal', async () => {
  const warnings: string[] = [];
  const listen = (warning: Error) => warnings.push(warning.message);
  process.on('warning', listen);
  (await openClients({ region: 'us-west-2' }))[Symbol.dispose]();
  await sleep(20);
  process.off('warning', listen);
  expect(warnings).toEqual([]);
});

test('naming the commands loads nothing of AWS', async () => {
  for (const file of ['cluster', 'doctor', 'init', 'context']) {
    const text = await readFile(new URL(`../../src/commands/${file}.ts`, import.meta.url), 'utf8');
    const loaded = text.match(/^import (?!type ).*from '(.*)'/gm) ?? [];
    const sources = loaded.map((line) => /from '(.*)'/.exec(line)?.[1]);
    const light = [
      'commander',
      './command.ts',
      './option.ts',
      './options.ts',
      './print-next.ts',
      '../file-problem.ts',
      '../terminal/warn.ts',
      '../warehouse/engine-at.ts',
    ];
    expect(sources.filter((source) => !light.includes(source ?? ''))).toEqual([]);
  }
});
