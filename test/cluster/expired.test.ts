import { expect } from 'vitest';
import { wordsOf } from './account.ts';
import { test } from './in-account.ts';

const logIn = /Log in \(aws sso login, aws configure\)/;

// The credentials expire at a call, in the words of its service, and later calls fail as well.
for (const [kind, action, exist] of [
  ['--nodes 2', 'GetCallerIdentity', /^Looking for sparkify/],
  ['--nodes 2', 'DescribeSecurityGroups', /^Looking for sparkify/],
  ['--nodes 2', 'CreateSecurityGroup', /These exist now: IAM role sparkify-copy\./],
  ['--nodes 2', 'CreateCluster', /These exist now: IAM role sparkify-copy, Security group sparkify-access\./],
  [
    '--nodes 2',
    'DescribeClusters, while it waits',
    /AWS continues until Cluster sparkify is available, and bills it\.[\s\S]*Wait again +sparkify cluster create/,
  ],
  ['--serverless', 'CreateNamespace', /The Namespace sparkify may exist, too/],
  ['--serverless', 'CreateWorkgroup', /These exist now: .*Namespace sparkify\./],
] as const) {
  test(`credentials that expire at ${action} end create with what exists, and the next create goes on`, async ({
    account,
  }) => {
    const { aws, world } = account;
    const create = `cluster create --yes ${kind}`;
    let hasExpired = false;
    aws.setFate((call) => {
      const isHere =
        action.startsWith(call.action) && (!action.includes('waits') || world.warehouses.size > 0);
      hasExpired ||= isHere;
      return hasExpired ? 'expired' : 'pass';
    });
    const { error } = await account.run(create);
    expect(error).toMatchObject({ exitCode: 2, code: 'SPK-502' });
    expect(wordsOf(error)).toMatch(exist);
    expect(wordsOf(error)).toMatch(logIn);
    aws.setFate();
    await account.succeed(create);
    await account.succeed('cluster delete --yes');
  });
}

for (const action of ['DeleteCluster', 'DeleteSecurityGroup', 'DeleteRole']) {
  test(`credentials that expire at ${action} end delete with what is left, and the next delete goes on`, async ({
    account,
  }) => {
    await account.run('cluster create --yes --nodes 2');
    account.aws.setFate((call) => (call.action === action ? 'expired' : 'pass'));
    const { error } = await account.run('cluster delete --yes');
    expect(error).toMatchObject({ exitCode: 2, code: 'SPK-502' });
    expect(wordsOf(error)).toMatch(/Not deleted yet: .*IAM role sparkify-copy\./);
    expect(wordsOf(error)).toMatch(logIn);
    account.aws.setFate();
    const { out } = await account.run('cluster delete --yes');
    expect(out).toContain('Checked: nothing billable is left');
  });
}

test('a region whose host is not known may be misspelled', async ({ account }) => {
  const { error } = await account.run('cluster status --region us-wst-2', {
    environment: { AWS_ENDPOINT_URL: 'http://nowhere.invalid' },
  });
  expect(error).toMatchObject({ exitCode: 75 });
  expect(wordsOf(error)).toContain('the name of the region (--region)');
});
