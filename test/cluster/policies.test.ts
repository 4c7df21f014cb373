import { expect } from 'vitest';
import { accessPolicy, deployerPolicy, trustPolicy } from '../../src/cluster/policies.ts';
import { samePolicy } from '../../src/cluster/policy-document.ts';
import { completeLogin } from '../../src/warehouse/redshift/login.ts';
import { keys, openTestAccount, wordsOf } from './account.ts';
import { allows } from './fake-aws/authorization.ts';
import { test } from './in-account.ts';
import { policyNames as names } from './policy-names.ts';

/** What no call of ours asks for. */
const notOurs = {
  'iam:CreateServiceLinkedRole': 'Redshift makes its own role in an account that never had a cluster',
  'ec2:DescribeAccountAttributes': 'Redshift looks at the network in the name of whoever creates',
  'ec2:DescribeAddresses': 'the same',
  'ec2:DescribeAvailabilityZones': 'the same',
  'ec2:DescribeInternetGateways': 'the same',
  'ec2:DescribeNetworkInterfaces': 'the same',
  'ec2:DescribeSubnets': 'the same',
  'ec2:DescribeVpcAttribute': 'the same',
  'redshift-data:BatchExecuteStatement':
    'with CONNECTION = data-api, of which test/warehouse/redshift/data-api.redshift.ts has the calls',
  'redshift-data:DescribeStatement': 'the same',
  'redshift-data:ExecuteStatement': 'the same',
  'redshift-data:GetStatementResult': 'the same',
};

test('the printed policy is enough for every verb, and none of its actions is too much', async () => {
  const used = new Set<string>(Object.keys(notOurs));
  for (const serverless of [false, true]) {
    await using account = await openTestAccount();
    account.aws.restrictTo(deployerPolicy({ ...names, serverless }));
    for (const key of ['raw/song_data/a.json', 'raw/log_data/a.json', 'raw/paths.json', 'work/a']) {
      account.world.objects.set(
        `sparkify/${key}`,
        JSON.stringify({ jsonpaths: Array.from({ length: 18 }, () => '$.a') }),
      );
    }
    account.world.host = '127.0.0.1';
    const create = `cluster create --yes --data s3://sparkify/raw --work s3://sparkify/work${serverless ? ' --serverless' : ' --nodes 2'}`;
    const run = (command: string) => account.succeed(command, { cfg: `${keys}[DWH]\nPRIVATE=no\n` });
    await run(create);
    // Every change that a second run can come to.
    for (const warehouse of account.world.warehouses.values()) warehouse.facts.public = false;
    account.world.roles.get('sparkify-copy')?.attached.add('arn:aws:iam::aws:policy/ReadOnlyAccess');
    const role = account.world.roles.get('sparkify-copy');
    if (role !== undefined) role.trust = '{}';
    const more = serverless ? ' --base-capacity 16 --usage-limit 48' : '';
    const fromOther = create.replace('s3://sparkify/raw', 's3://sparkify/other');
    await run(`${fromOther}${more} --allow-cidr 198.51.100.4 --ttl 2h`);
    for (const warehouse of account.world.warehouses.values()) warehouse.roles = [];
    await run(`${create}${more} --allow-cidr 198.51.100.4 --ttl 2h`);
    const pauseRole = account.world.roles.get('sparkify-pause');
    if (pauseRole !== undefined) pauseRole.trust = '{}';
    if (!serverless) await run(`${create} --allow-cidr 198.51.100.4 --ttl 4h`);
    await run('cluster status');

    const s3 =
      '[S3]\nDATA=s3://sparkify/raw\nLOG_JSONPATH=s3://sparkify/raw/paths.json\nWORK=s3://sparkify/work\n';
    const { out } = await account.run('doctor --warehouse redshift', { cfg: keys + s3 });
    expect(out.match(/^ +\S+ +wrong/gm)?.join()).toMatch(/^ +network +wrong$/);

    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'notASecret' };
    const aws = { region: 'us-west-2', endpoint: account.aws.endpoint, credentials };
    const connection = { cluster: 'sparkify', database: 'dwh', aws };
    await completeLogin(connection);
    // The user whom the AWS identity maps to: asked for by name, or on a cluster that was adopted.
    if (serverless) await completeLogin({ ...connection, user: 'ada' });
    else {
      const [cluster] = account.world.warehouses.values();
      const tags = { ...cluster?.tags };
      delete cluster?.tags['sparkify:cluster'];
      await completeLogin(connection);
      Object.assign(cluster?.tags ?? {}, tags);
      await run('cluster pause');
      await run('cluster resume');
    }
    await run('cluster delete --yes --snapshot last');
    account.world.subnetGroups.set('mine', { vpcId: 'vpc-1', subnets: { a: 'us-west-2a', b: 'us-west-2b' } });
    await run(`${create} --dry-run --subnet-group mine`);
    for (const right of account.aws.rights) used.add(right);
  }
  const policy = deployerPolicy({ ...names, serverless: true });
  const allowed = new Set(policy.Statement.flatMap((statement) => statement.Action));
  expect([...allowed].sort()).toEqual([...used].sort());
});

test('the printed policy touches no other cluster, role or security group', async () => {
  const policy = deployerPolicy({ ...names, serverless: false });
  const arn = 'arn:aws:redshift:us-west-2:123456789012:cluster:';
  const right = (action: string, resource: string, context = {}) =>
    allows(policy, { action, resource, context });
  expect(right('redshift:DeleteCluster', `${arn}sparkify`)).toBe(true);
  expect(right('redshift:DeleteCluster', `${arn}production`)).toBe(false);
  expect(right('iam:PutRolePolicy', 'arn:aws:iam::123456789012:role/admin')).toBe(false);
  const passed = { 'iam:PassedToService': 'ec2.amazonaws.com' };
  expect(right('iam:PassRole', 'arn:aws:iam::123456789012:role/sparkify-copy', passed)).toBe(false);
  const group = 'arn:aws:ec2:us-west-2:123456789012:security-group/sg-9';
  expect(right('ec2:DeleteSecurityGroup', group)).toBe(false);
  const tagged = (owner: string) => ({ 'aws:ResourceTag/sparkify:cluster': owner });
  expect(right('ec2:DeleteSecurityGroup', group, tagged('us-west-2/production'))).toBe(false);
  expect(right('ec2:DeleteSecurityGroup', group, tagged('us-west-2/sparkify'))).toBe(true);
  const secret = 'arn:aws:secretsmanager:us-west-2:123456789012:secret:redshift!';
  expect(right('secretsmanager:GetSecretValue', `${secret}production-awsuser-x`)).toBe(false);
  const serverless = deployerPolicy({ ...names, serverless: true });
  for (const action of ['redshift-serverless:DeleteNamespace', 'redshift-serverless:GetCredentials']) {
    const allowed = (owner: string) => allows(serverless, { action, resource: '*', context: tagged(owner) });
    expect([allowed('us-west-2/production'), allowed('us-west-2/sparkify')], action).toEqual([false, true]);
  }
  expect(right('s3:GetObject', 'arn:aws:s3:::sparkify/raw_old/a.json')).toBe(false);
  // The limit of IAM for a managed policy, in characters without white space.
  expect(JSON.stringify(deployerPolicy({ ...names, serverless: true })).length).toBeLessThan(6144);
  expect(JSON.stringify(policy)).not.toMatch(/"[a-z0-9-]+:\*"/);
});

test('a missing right is reported by its name, with the way to the policy', async ({ account }) => {
  const policy = deployerPolicy({ ...names, serverless: false });
  const Statement = policy.Statement.filter((statement) => statement.Sid !== 'Cluster');
  account.aws.restrictTo({ ...policy, Statement });
  const { error } = await account.run('cluster create --yes --nodes 2');
  expect(wordsOf(error)).toMatchInlineSnapshot(`
    "Cluster sparkify: User ada is not authorized to perform: redshift:CreateCluster on arn:aws:redshift:us-west-2:123456789012:cluster:sparkify.
    These exist now: IAM role sparkify-copy, Security group sparkify-access. The Cluster sparkify may exist, too.
    Print the IAM policy that is needed   sparkify cluster policy
    Go on                                 sparkify cluster create --nodes 2
    Or clean up                           sparkify cluster delete"
  `);
});

test('the role may list and read the configured places, write WORK, and nothing else', () => {
  const policy = accessPolicy({
    reads: ['s3://songs/song_data', 's3://logs/log_data/', 's3://logs/log_json_path.json'],
    work: 's3://sparkify/work',
    partition: 'aws',
  });
  expect(policy).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ListBuckets',
        Effect: 'Allow',
        Action: ['s3:GetBucketLocation', 's3:ListBucket'],
        Resource: ['arn:aws:s3:::logs', 'arn:aws:s3:::songs', 'arn:aws:s3:::sparkify'],
      },
      {
        Sid: 'ReadData',
        Effect: 'Allow',
        Action: ['s3:GetObject'],
        Resource: [
          'arn:aws:s3:::logs/log_data/*',
          'arn:aws:s3:::logs/log_json_path.json',
          'arn:aws:s3:::songs/song_data/*',
          'arn:aws:s3:::sparkify/work/*',
        ],
      },
      {
        Sid: 'WriteWork',
        Effect: 'Allow',
        Action: ['s3:PutObject'],
        Resource: ['arn:aws:s3:::sparkify/work/*'],
      },
    ],
  });
});

test('of a pattern, all objects that begin as it does may be read', () => {
  const policy = accessPolicy({ reads: ['s3://songs/a*b'], partition: 'aws' });
  expect(policy?.Statement[1]?.Resource).toEqual(['arn:aws:s3:::songs/a*']);
});

test('policies are compared by content, not by the order or spelling of lists', () => {
  const one = { Statement: [{ Action: ['b', 'a'], Resource: 'x' }], Version: '1' };
  const other = { Version: '1', Statement: { Resource: ['x'], Action: ['a', 'b'] } };
  expect(samePolicy(one, other)).toBe(true);
  expect(samePolicy(trustPolicy(true), trustPolicy(false))).toBe(false);
});
