import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openClients } from '../../src/cluster/clients.ts';
import { findWarehouse } from '../../src/cluster/find-warehouse.ts';
import { gatherSettings } from '../../src/cluster/given.ts';
import { readClusterSettings } from '../../src/cluster/settings.ts';
import { openTestAccount, type TestAccount, toldOf } from './account.ts';

for (const flags of ['', ' --serverless']) {
  test(`endpoint and role are found by the name alone${flags}`, async () => {
    await using account = await openTestAccount();
    await account.run(`cluster create --yes${flags}`);
    expect(await find(account)).toMatchObject({
      host: expect.stringMatching(/^sparkify\..*\.amazonaws\.com$/),
      port: 5439,
      database: 'dwh',
      user: 'awsuser',
      roleArn: 'arn:aws:iam::123456789012:role/sparkify-copy',
      secretArn: expect.stringContaining('redshift!sparkify-awsuser'),
    });
  });
}

test('what cannot be connected to is told with what to do', async () => {
  await using account = await openTestAccount();
  const told = async () => toldOf(await failureOf(find(account)));
  expect(await told()).toMatch(/no cluster "sparkify" in us-west-2.*sparkify cluster create/s);
  const stop = new AbortController();
  await account.run('cluster create --yes', { signal: stop.signal, onWaiting: () => stop.abort() });
  expect(await told()).toMatch(/is creating; it cannot be used yet/);
  await account.run('cluster create --yes');
  await account.run('cluster pause');
  expect(await told()).toContain('sparkify cluster resume');
});

test('the advice of the SDK to users of Node 20 does not reach the terminal', async () => {
  const warnings: string[] = [];
  const listen = (warning: Error) => warnings.push(warning.message);
  process.on('warning', listen);
  openClients({ region: 'us-west-2' })[Symbol.dispose]();
  await sleep(20);
  process.off('warning', listen);
  expect(warnings).toEqual([]);
});

test('naming the commands loads nothing of AWS', async () => {
  for (const file of ['cluster', 'doctor', 'init', 'surroundings']) {
    const text = await readFile(new URL(`../../src/commands/${file}.ts`, import.meta.url), 'utf8');
    const loaded = text.match(/^import (?!type ).*from '(.*)'/gm) ?? [];
    const sources = loaded.map((line) => /from '(.*)'/.exec(line)?.[1]);
    expect(sources.every((source) => source === 'commander' || source === './surroundings.ts')).toBe(true);
  }
});

async function find(account: TestAccount) {
  const given = gatherSettings({
    flags: { endpoint: account.aws.endpoint },
    environment: {},
    file: { name: 'dwh.cfg', entries: [] },
  });
  const settings = readClusterSettings(given);
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'notASecret' };
  return await findWarehouse({ ...settings, connection: { ...settings.connection, credentials } });
}

async function failureOf(promise: Promise<unknown>): Promise<Error | undefined> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    return error as Error;
  }
}
