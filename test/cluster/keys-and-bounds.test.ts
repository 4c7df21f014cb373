import { expect } from 'vitest';
import { accessPolicy, deployerPolicy } from '../../src/cluster/policies.ts';
import { openTestAccount, wordsOf } from './account.ts';
import { allows } from './fake-aws/authorization.ts';
import { test } from './in-account.ts';
import { policyNames } from './policy-names.ts';

const key = 'arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const boundary = 'arn:aws:iam::123456789012:policy/developers';
const names = { ...policyNames, serverless: true };
const create = 'cluster create --yes --data s3://sparkify/raw --work s3://sparkify/work';

for (const kind of ['--nodes 2', '--serverless'] as const) {
  test(`with ${kind}, --kms-key encrypts the warehouse and lets its role use the key, with the printed policy`, async ({
    account,
  }) => {
    account.aws.restrictTo(deployerPolicy({ ...names, kmsKey: key }));
    await account.succeed(`${create} ${kind} --kms-key ${key}`);
    const warehouse = [...account.world.warehouses.values()].find(({ kind }) => kind !== 'workgroup');
    expect(warehouse?.facts.kmsKey).toBe(key);
    expect(account.world.roles.get('sparkify-copy')?.inline.get('sparkify-access')).toContain(
      `"Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"${key}"`,
    );
    account.aws.calls.length = 0;
    await account.succeed(`${create} ${kind} --kms-key ${key}`);
    expect(account.aws.calls.filter(({ mutating }) => mutating)).toEqual([]);
    const { error, noted } = await account.run(`${create} ${kind} --kms-key ${key}0`);
    expect(error).toMatchObject({ exitCode: 2 });
    expect(noted).toMatch(/Its KMS key: arn:aws:kms.*, but arn:aws:kms/);
  });
}

test('a KMS key that no policy can name is refused before anything is asked of AWS', async ({ account }) => {
  const { error } = await account.run(`${create} --kms-key alias/mine`);
  expect(wordsOf(error)).toMatch(/KMS key \(--kms-key\) should be the ARN of a key/);
  expect(account.aws.calls).toEqual([]);
});

test('--permissions-boundary bounds each role that create makes, and one that was made without', async ({
  account,
}) => {
  await account.succeed(`${create} --nodes 2`);
  account.aws.restrictTo(deployerPolicy({ ...names, boundary }));
  const { noted } = await account.succeed(`${create} --nodes 2 --ttl 2h --permissions-boundary ${boundary}`);
  expect(noted).toContain(`permissions boundary: none -> ${boundary}`);
  expect([...account.world.roles.values()].map((role) => role.boundary)).toEqual([boundary, boundary]);
  await account.succeed('cluster delete --yes');
});

test('with a boundary, the printed policy makes and widens no role outside of it', async () => {
  const policy = deployerPolicy({ ...names, boundary });
  const role = 'arn:aws:iam::123456789012:role/sparkify-copy';
  for (const action of ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:PutRolePermissionsBoundary']) {
    const within = (bound: string) =>
      allows(policy, { action, resource: role, context: { 'iam:PermissionsBoundary': bound } });
    expect([within(boundary), within('')], action).toEqual([true, false]);
  }
  await using account = await openTestAccount();
  account.aws.restrictTo(policy);
  expect(wordsOf((await account.run(`${create} --nodes 2`)).error)).toContain('iam:CreateRole');
});

test('without a key no policy names one', () => {
  expect(JSON.stringify([deployerPolicy(names), accessPolicy({ ...names, partition: 'aws' })])).not.toMatch(
    /kms/,
  );
});
