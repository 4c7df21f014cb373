import { join } from 'node:path';
import { expect } from 'vitest';
import { deployerPolicy } from '../../src/cluster/policies.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { keys, openTestAccount, type TestAccount, wordsOf } from './account.ts';
import { test } from './in-account.ts';
import { policyNames } from './policy-names.ts';

const [vpc, group] = ['vpc-0aaa1111', 'sg-0bbb2222'];
const create = 'cluster create --yes --data s3://sparkify/raw';

/** An account with a network of its owner beside the default VPC, and a printed policy that is all it may do. */
async function openAccountWithNetwork(): Promise<TestAccount> {
  const account = await openTestAccount();
  account.aws.restrictTo(deployerPolicy({ ...policyNames, serverless: true }));
  addNetwork(account);
  return account;
}

function addNetwork({ world }: TestAccount): void {
  world.vpcs.push(vpc, 'vpc-0ccc3333');
  world.subnetGroups.set('private', {
    vpcId: vpc,
    subnets: { 'subnet-a': 'us-west-2a', 'subnet-b': 'us-west-2b' },
  });
  world.subnetGroups.set('one-zone', { vpcId: vpc, subnets: { 'subnet-c': 'us-west-2a' } });
  const rule = { id: 'sgr-1', protocol: 'tcp', fromPort: 5439, toPort: 5439, cidr: '10.0.0.0/8' };
  world.groups.set(group, {
    ...{ id: group, name: 'warehouse', vpcId: vpc, createdAt: 0, tags: { team: 'data' } },
    rules: [rule],
  });
}

const mutating = ({ aws }: TestAccount) =>
  aws.calls.filter((call) => call.mutating).map(({ action }) => action);

for (const [kind, key] of [
  ['--nodes 2', 'cluster sparkify'],
  ['--serverless', 'workgroup sparkify'],
] as const) {
  test(`with ${kind}, create uses a subnet group and a security group that exist, and delete leaves both`, async () => {
    await using account = await openAccountWithNetwork();
    const { world } = account;
    using folder = temporaryFolder();
    const config = join(folder.path, 'dwh.cfg');
    const flags = `${kind} --config ${config} --private --subnet-group private --vpc ${vpc} --security-group ${group}`;
    const before = JSON.stringify([world.groups.get(group), [...world.subnetGroups]]);
    const { noted } = await account.succeed(`${create} ${flags}`);
    expect(noted).toMatch(new RegExp(`> adopt +Security group +${group} +used as it is`));
    const warehouse = world.warehouses.get(key);
    expect(warehouse?.groups).toEqual([group]);
    expect(warehouse?.facts.subnetGroup ?? warehouse?.facts.subnets).toEqual(
      kind === '--serverless' ? ['subnet-a', 'subnet-b'] : 'private',
    );
    account.aws.calls.length = 0;
    await account.succeed(`${create} ${flags}`);
    expect(mutating(account)).toEqual([]);
    await account.succeed('cluster delete --yes');
    expect(world.warehouses.size).toBe(0);
    expect(JSON.stringify([world.groups.get(group), [...world.subnetGroups]])).toBe(before);
  });

  test(`with ${kind}, create makes its own security group in the VPC of a subnet group, and delete finds it there`, async () => {
    await using account = await openAccountWithNetwork();
    const { world } = account;
    await account.succeed(`${create} ${kind} --subnet-group private`);
    const made = [...world.groups.values()].find(({ name }) => name === 'sparkify-access');
    expect(made?.vpcId).toBe(vpc);
    // What exists counts before the default VPC.
    account.aws.calls.length = 0;
    await account.succeed(`${create} ${kind}`);
    expect(mutating(account)).toEqual([]);
    await account.succeed('cluster status');
    await account.succeed('cluster delete --yes');
    expect([...world.groups.keys()]).toEqual([group]);
  });

  test(`with ${kind}, a second create without any of its flags keeps network, security group, privacy and key`, async ({
    account,
  }) => {
    addNetwork(account);
    using folder = temporaryFolder();
    const again = `${create} --work s3://sparkify/work ${kind} --config ${join(folder.path, 'dwh.cfg')}`;
    const kmsKey = 'arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const network = `--private --subnet-group private --vpc ${vpc} --security-group ${group}`;
    await account.succeed(`${again} ${network} --kms-key ${kmsKey}`);
    account.aws.calls.length = 0;
    const { noted } = await account.succeed(again);
    expect(mutating(account)).toEqual([]);
    expect(noted).toMatch(new RegExp(`> adopt +Security group +${group} +used as it is`));
    // A group that somebody adds beside it stays, too.
    account.world.warehouses.get(key)?.groups.push('sg-0fff6666');
    await account.succeed(`${again} --security-group ${group}`);
    expect(mutating(account)).toEqual([]);
  });

  test(`with ${kind}, an existing warehouse is not moved into another network`, async () => {
    await using account = await openAccountWithNetwork();
    await account.succeed(`${create} ${kind}`);
    account.aws.calls.length = 0;
    const { error } = await account.run(`${create} ${kind} --subnet-group private`);
    expect(wordsOf(error)).toMatch(/conflicts with the plan[\s\S]*VPC: vpc-1, but vpc-0aaa1111/);
    expect(mutating(account)).toEqual([]);
  });
}

test('a region without a default VPC serves with a subnet group', async () => {
  await using account = await openAccountWithNetwork();
  account.world.vpc = undefined;
  expect(wordsOf((await account.run(create)).error)).toContain('--subnet-group NAME');
  await account.succeed(`${create} --subnet-group private`);
  const { out } = await account.run('doctor --warehouse redshift', {
    cfg: `${keys}[DWH]\nSUBNET_GROUP=private\n`,
  });
  expect(out).toMatch(/region +ok +us-west-2, subnet group private/);
});

test('a security group that does not allow the caller is used with a warning', async () => {
  await using account = await openAccountWithNetwork();
  const { noted } = await account.succeed(`${create} --subnet-group private --security-group ${group}`);
  expect(noted).toMatch(/warning {2}It does not allow .* on port 5439: add that rule, or use the Data API/);
  expect(account.world.groups.get(group)?.rules).toHaveLength(1);
});

for (const [flags, said] of [
  ['--subnet-group nowhere', 'There is no subnet group nowhere in us-west-2.'],
  ['--subnet-group nowhere', 'Name one with --subnet-group: private, one-zone.'],
  ['--vpc vpc-0ddd4444', 'There is no VPC vpc-0ddd4444 in us-west-2.'],
  [`--vpc ${vpc}`, `${vpc} is not the default VPC, so the warehouse needs a subnet group of it.`],
  [`--vpc ${vpc}`, 'Name one with --subnet-group: private, one-zone.'],
  ['--vpc vpc-0ccc3333', 'Create one: aws redshift create-cluster-subnet-group'],
  [
    '--subnet-group private --vpc vpc-0ccc3333',
    'The subnet group private is in vpc-0aaa1111, and --vpc names vpc-0ccc3333.',
  ],
  ['--security-group sg-0eee5555', 'There is no security group sg-0eee5555.'],
  [`--security-group ${group}`, `The security group ${group} is in ${vpc}, and the warehouse in vpc-1.`],
  [
    '--subnet-group one-zone',
    'Serverless needs subnets in 2 availability zones, and the subnet group one-zone has them in 1.',
  ],
  ['--vpc mine', 'VPC (--vpc) should be the id of a VPC, such as vpc-0a1b2c3d'],
  ['--security-group warehouse', 'security group (--security-group) should be the id of a security group'],
  ['--subnet-group A/B', 'subnet group (--subnet-group) should be the name of a subnet group'],
] as const) {
  test(`${flags} is refused before anything is made: ${said}`, async () => {
    await using account = await openAccountWithNetwork();
    const { error } = await account.run(`${create} --serverless ${flags}`);
    expect(wordsOf(error)).toContain(said);
    expect(error).toMatchObject({ exitCode: 2 });
    expect(mutating(account)).toEqual([]);
  });
}
