import { expect, test } from 'vitest';
import { accessPolicy, deployerPolicy, trustPolicy } from '../../src/cluster/policies.ts';
import { samePolicy } from '../../src/cluster/same-policy.ts';
import { openTestAccount, toldOf } from './account.ts';
import { allows } from './fake-aws/authorization.ts';

const names = {
  region: 'us-west-2',
  partition: 'aws',
  account: '123456789012',
  identifier: 'sparkify',
  database: 'dwh',
  user: 'awsuser',
  roleName: 'sparkify-copy',
  reads: ['s3://sparkify/raw'],
  work: 's3://sparkify/work',
};

for (const serverless of [false, true]) {
  const kind = serverless ? 'Serverless' : 'a cluster';

  test(`the printed policy is enough for every verb on ${kind}`, async () => {
    await using account = await openTestAccount();
    account.aws.restrictTo(deployerPolicy({ ...names, serverless }));
    const create = `cluster create --yes --data s3://sparkify/raw --work s3://sparkify/work${serverless ? ' --serverless' : ''}`;
    const all = [
      create,
      // Every change that a second run can come to.
      `${create} --allow-cidr 198.51.100.4 --ttl 2h --data s3://sparkify/other`,
      'cluster status',
      'cluster pause',
      'cluster resume',
      'cluster delete --yes --snapshot last',
    ];
    for (const command of all) expect(toldOf((await account.run(command)).error), command).toBe('no error');
  });
}

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
  expect(right('ec2:DeleteSecurityGroup', group, { 'aws:ResourceTag/sparkify:cluster': 'x' })).toBe(true);
  expect(right('s3:GetObject', 'arn:aws:s3:::sparkify/raw_old/a.json')).toBe(false);
  // The limit of IAM for a managed policy, in characters without white space.
  expect(JSON.stringify(deployerPolicy({ ...names, serverless: true })).length).toBeLessThan(6144);
  expect(JSON.stringify(policy)).not.toMatch(/"[a-z0-9-]+:\*"/);
});

test('a missing right is told by its name, with the way to the policy', async () => {
  await using account = await openTestAccount();
  const policy = deployerPolicy({ ...names, serverless: false });
  const Statement = policy.Statement.filter((statement) => statement.Sid !== 'Cluster');
  account.aws.restrictTo({ ...policy, Statement });
  const { error } = await account.run('cluster create --yes');
  expect(toldOf(error)).toMatchInlineSnapshot(`
    "Cluster sparkify: User ada is not authorized to perform: redshift:CreateCluster on arn:aws:redshift:us-west-2:123456789012:cluster:sparkify.
    These exist now: IAM role sparkify-copy, Security group sparkify-access. The Cluster sparkify may exist, too.
    See which rights are needed, as an IAM policy: sparkify cluster policy
    Go on         sparkify cluster create
    Or clean up   sparkify cluster delete"
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

test('a star in a prefix opens nothing else', () => {
  const policy = accessPolicy({ reads: ['s3://songs/a*b'], partition: 'aws' });
  expect(policy?.Statement[1]?.Resource).toEqual([`arn:aws:s3:::songs/a$\{*}b/*`]);
});

test('policies are compared by content, not by the order or spelling of lists', () => {
  const one = { Statement: [{ Action: ['b', 'a'], Resource: 'x' }], Version: '1' };
  const other = { Version: '1', Statement: { Resource: ['x'], Action: ['a', 'b'] } };
  expect(samePolicy(one, other)).toBe(true);
  expect(samePolicy(trustPolicy(true), trustPolicy(false))).toBe(false);
});
