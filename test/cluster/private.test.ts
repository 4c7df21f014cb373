import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { keys, wordsOf } from './account.ts';
import { test } from './in-account.ts';

for (const [kind, key] of [
  ['--nodes 2', 'cluster sparkify'],
  ['--serverless', 'workgroup sparkify'],
] as const) {
  test(`with ${kind}, --private opens no port, gives no public address, and records how it is reached`, async ({
    account,
  }) => {
    using folder = temporaryFolder();
    const config = join(folder.path, 'dwh.cfg');
    const create = `cluster create --yes ${kind} --config ${config}`;
    const { noted } = await account.succeed(`${create} --private`, {
      addressService: 'http://127.0.0.1:9/nobody-is-asked',
      resolves: async () => false,
    });
    expect(noted).toMatch(/Security group .* no port is open/);
    expect(noted).toContain(`CONNECTION = data-api was written into ${config}`);
    expect(account.world.warehouses.get(key)?.facts.public).toBe(false);
    expect([...account.world.groups.values()].flatMap(({ rules }) => rules)).toEqual([]);
    const text = readFileSync(config, 'utf8');
    expect(text).toBe('[CLUSTER]\nCONNECTION=data-api\n');

    // A second create, without the flag, keeps it private; PRIVATE=no opens it.
    account.aws.calls.length = 0;
    await account.succeed(create, { cfg: text + keys });
    expect(account.aws.calls.filter(({ mutating }) => mutating)).toEqual([]);
    const opened = await account.run(create, { cfg: `${text}${keys}[DWH]\nPRIVATE=no\n` });
    expect(wordsOf(opened.error)).toBe('no error');
    expect(account.world.warehouses.get(key)?.facts.public).toBe(true);
  });
}

test('what is public becomes private when it is asked for, and its port is closed', async ({ account }) => {
  using folder = temporaryFolder();
  const create = `cluster create --yes --nodes 2 --config ${join(folder.path, 'dwh.cfg')}`;
  await account.run(create);
  const { noted } = await account.succeed(`${create} --private`);
  expect(noted).toContain('public: reachable -> reachable in its VPC only');
  expect(account.world.warehouses.get('cluster sparkify')?.facts.public).toBe(false);
  expect([...account.world.groups.values()].flatMap(({ rules }) => rules)).toEqual([]);
});
