import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../src/cluster/cluster.ts';
import { gatherSettings } from '../../src/cluster/given.ts';
import type { Observed } from '../../src/cluster/observe.ts';
import { changesAnything, planCreation, stepsOf } from '../../src/cluster/plan.ts';
import { planDeletion } from '../../src/cluster/plan-deletion.ts';
import { accessPolicy, trustPolicy } from '../../src/cluster/policies.ts';
import type { Role } from '../../src/cluster/role.ts';
import type { SecurityGroup } from '../../src/cluster/security-group.ts';
import { readClusterSettings } from '../../src/cluster/settings.ts';
import { type Wish, wishFor } from '../../src/cluster/wish.ts';
import type { Workgroup } from '../../src/cluster/workgroup.ts';

const identity = { account: '123456789012', arn: 'arn:aws:iam::123456789012:user/ada', partition: 'aws' };
const empty: Observed = { identity, vpcId: 'vpc-1' };
const tags = { 'sparkify:cluster': 'us-west-2/sparkify' };
const roleArn = 'arn:aws:iam::123456789012:role/sparkify-copy';

const role: Role = {
  name: 'sparkify-copy',
  arn: roleArn,
  tags,
  trust: trustPolicy(false),
  access: accessPolicy({ reads: ['s3://sparkify/raw'], partition: 'aws' }),
};
const securityGroup: SecurityGroup = {
  id: 'sg-1',
  name: 'sparkify-access',
  tags,
  ingress: [{ id: 'sgr-1', protocol: 'tcp', fromPort: 5439, toPort: 5439, source: '203.0.113.7/32' }],
};
const cluster: Cluster = {
  name: 'sparkify',
  status: 'available',
  nodeType: 'ra3.large',
  nodes: 2,
  database: 'dwh',
  user: 'awsuser',
  port: 5439,
  host: 'sparkify.example.test',
  roles: [roleArn],
  securityGroups: ['sg-1'],
  public: true,
  encrypted: true,
  version: '1.0',
  tags,
};
const namespace = {
  name: 'sparkify',
  arn: 'arn:n',
  status: 'available',
  database: 'dwh',
  user: 'awsuser',
  roles: [roleArn],
  tags,
};
const workgroup: Workgroup = {
  name: 'sparkify',
  arn: 'arn:w',
  status: 'available',
  namespace: 'sparkify',
  baseCapacity: 8,
  port: 5439,
  securityGroups: ['sg-1'],
  public: true,
  version: '1.0',
  usageLimit: { id: 'l', amount: 24 },
  tags,
};
const whole: Observed = { ...empty, role, securityGroup, cluster };
const wholeServerless: Observed = {
  ...empty,
  role: { ...role, trust: trustPolicy(true) },
  securityGroup,
  namespace,
  workgroup,
};

describe('the plan of create', () => {
  const cases: readonly (readonly [string, Observed, Record<string, string>, readonly string[]])[] = [
    ['nothing is there', empty, {}, ['create', 'create', 'create']],
    ['all is there', whole, {}, ['keep', 'keep', 'keep']],
    ['only the role is there', { ...empty, role }, {}, ['keep', 'create', 'create']],
    ['only the cluster is gone', { ...whole, cluster: undefined }, {}, ['keep', 'keep', 'create']],
    [
      'the role was made and its policy not',
      { ...whole, role: { ...role, access: undefined } },
      {},
      ['change access', 'keep', 'keep'],
    ],
    [
      'the data moved to another bucket',
      whole,
      { data: 's3://elsewhere' },
      ['change access', 'keep', 'keep'],
    ],
    [
      'the role trusts somebody else',
      { ...whole, role: { ...role, trust: { Version: '2012-10-17', Statement: [] } } },
      {},
      ['change trust', 'keep', 'keep'],
    ],
    [
      'a role of somebody else trusts Redshift',
      { ...whole, role: { ...role, tags: {} } },
      {},
      ['adopt', 'keep', 'keep'],
    ],
    [
      'a role of the same name serves the cluster of another region',
      { ...whole, role: { ...role, tags: { 'sparkify:cluster': 'eu-west-1/sparkify' } } },
      {},
      ['adopt', 'keep', 'keep'],
    ],
    [
      'a role of somebody else does not trust Redshift',
      { ...whole, role: { ...role, tags: {}, trust: {} } },
      {},
      ['refuse', 'keep', 'keep'],
    ],
    [
      'the group was made and lets nobody in yet',
      { ...whole, securityGroup: { ...securityGroup, ingress: [] } },
      {},
      ['keep', 'change let in', 'keep'],
    ],
    [
      'the caller has another address now',
      whole,
      { allowCidr: '198.51.100.4' },
      ['keep', 'change let in shut out', 'keep'],
    ],
    [
      'somebody opened the group to the world',
      {
        ...whole,
        securityGroup: {
          ...securityGroup,
          ingress: [
            ...securityGroup.ingress,
            { id: 'sgr-2', protocol: '-1', fromPort: -1, toPort: -1, source: '0.0.0.0/0' },
          ],
        },
      },
      {},
      ['keep', 'change shut out', 'keep'],
    ],
    [
      'a group of somebody else lets the caller in',
      { ...whole, securityGroup: { ...securityGroup, tags: {} } },
      {},
      ['keep', 'adopt', 'keep'],
    ],
    [
      'a group of somebody else does not let the caller in',
      { ...whole, securityGroup: { ...securityGroup, tags: {}, ingress: [] } },
      {},
      ['keep', 'refuse', 'keep'],
    ],
    [
      'the role was made anew under a cluster that stands',
      { ...whole, role: undefined },
      {},
      ['create', 'keep', 'change role'],
    ],
    [
      'the group was made anew under a cluster that stands',
      { ...whole, securityGroup: undefined },
      {},
      ['keep', 'create', 'change security group'],
    ],
    [
      'the cluster cannot be reached from outside',
      { ...whole, cluster: { ...cluster, public: false } },
      {},
      ['keep', 'keep', 'change public'],
    ],
    ['a time to live is new', whole, { ttl: '2h' }, ['keep', 'keep', 'change time to live']],
    [
      'a time to live stays when none is asked for',
      { ...whole, cluster: { ...cluster, tags: { ...tags, 'sparkify:ttl': '2h' } } },
      {},
      ['keep', 'keep', 'keep'],
    ],
    [
      'the cluster is being created',
      {
        ...whole,
        cluster: { ...cluster, status: 'creating', port: undefined, host: undefined } as unknown as Cluster,
      },
      {},
      ['keep', 'keep', 'keep'],
    ],
    [
      'the cluster is paused',
      { ...whole, cluster: { ...cluster, status: 'paused' } },
      {},
      ['keep', 'keep', 'keep'],
    ],
    [
      'the cluster is paused and must change',
      { ...whole, cluster: { ...cluster, status: 'paused', roles: [] } },
      {},
      ['keep', 'keep', 'refuse'],
    ],
    [
      'the cluster is being deleted',
      { ...whole, cluster: { ...cluster, status: 'deleting' } },
      {},
      ['keep', 'keep', 'refuse'],
    ],
    [
      'the cluster is broken',
      { ...whole, cluster: { ...cluster, status: 'incompatible-network' } },
      {},
      ['keep', 'keep', 'refuse'],
    ],
    ['the cluster has other nodes', whole, { nodes: '4' }, ['keep', 'keep', 'refuse']],
    ['the cluster has another database', whole, { database: 'other' }, ['keep', 'keep', 'refuse']],
    [
      'the cluster listens elsewhere',
      { ...whole, cluster: { ...cluster, port: 5440 } },
      {},
      ['keep', 'keep', 'refuse'],
    ],
    [
      'a cluster of somebody else has the name',
      { ...whole, cluster: { ...cluster, tags: {}, nodes: 8, database: 'dev' } },
      {},
      ['keep', 'keep', 'adopt'],
    ],
    [
      'nothing is there, for Serverless',
      empty,
      { serverless: 'true' },
      ['create', 'create', 'create', 'create'],
    ],
    [
      'all is there, for Serverless',
      wholeServerless,
      { serverless: 'true' },
      ['keep', 'keep', 'keep', 'keep'],
    ],
    [
      'only the namespace was made',
      { ...wholeServerless, workgroup: undefined },
      { serverless: 'true' },
      ['keep', 'keep', 'keep', 'create'],
    ],
    [
      'the usage limit was not put on the workgroup',
      { ...wholeServerless, workgroup: { ...workgroup, usageLimit: undefined } as unknown as Workgroup },
      { serverless: 'true' },
      ['keep', 'keep', 'keep', 'change usage limit'],
    ],
    [
      'the workgroup should be smaller',
      wholeServerless,
      { serverless: 'true', baseCapacity: '4' },
      ['keep', 'keep', 'keep', 'change base capacity'],
    ],
    [
      'the role does not trust Serverless yet',
      { ...wholeServerless, role },
      { serverless: 'true' },
      ['change trust', 'keep', 'keep', 'keep'],
    ],
    [
      'the namespace is being deleted',
      { ...wholeServerless, namespace: { ...namespace, status: 'deleting' } },
      { serverless: 'true' },
      ['keep', 'keep', 'refuse', 'keep'],
    ],
    [
      'namespace and workgroup are of somebody else',
      {
        ...wholeServerless,
        namespace: { ...namespace, tags: {} },
        workgroup: { ...workgroup, tags: {} },
      },
      { serverless: 'true' },
      ['keep', 'keep', 'adopt', 'adopt'],
    ],
  ];

  for (const [state, observed, flags, expected] of cases) {
    test(`when ${state}: ${expected.join(', ')}`, () => {
      const plan = planCreation(wishOf(flags), observed);
      const verbs = stepsOf(plan).map((step) =>
        [step.verb, ...step.changes.map((change) => change.what)].join(' '),
      );
      expect(verbs).toEqual(expected);
      expect(changesAnything(plan)).toBe(expected.some((verb) => /create|change/.test(verb)));
    });
  }

  test('a refusal says why, and what to do', () => {
    const { securityGroup: step } = planCreation(wishOf({}), {
      ...whole,
      securityGroup: { ...securityGroup, tags: {}, ingress: [] },
    });
    expect(step.notes.join(' ')).toMatch(/does not let in 203\.0\.113\.7\/32.*--identifier/);
  });

  test('the whole internet is warned about', () => {
    const { securityGroup: step } = planCreation(wishOf({ allowCidr: '0.0.0.0/0' }), empty);
    expect(step.notes.join(' ')).toContain('whole internet');
  });
});

describe('the plan of delete', () => {
  test('goes from what leans to what is leaned on', () => {
    const steps = planDeletion('us-west-2/sparkify', { ...whole, namespace, workgroup });
    expect(steps.map(({ kind, verb }) => `${verb} ${kind}`)).toEqual([
      'delete Cluster',
      'delete Workgroup',
      'delete Namespace',
      'delete Security group',
      'delete IAM role',
    ]);
  });

  test('leaves what does not carry our tag, and what serves another cluster', () => {
    const steps = planDeletion('us-west-2/sparkify', {
      ...whole,
      cluster: { ...cluster, tags: {} },
      role: { ...role, tags: { 'sparkify:cluster': 'eu-west-1/sparkify' } },
    });
    expect(steps.map(({ kind, verb }) => `${verb} ${kind}`)).toEqual([
      'leave Cluster',
      'delete Security group',
      'leave IAM role',
    ]);
  });

  test('is empty where nothing is there', () => {
    expect(planDeletion('us-west-2/sparkify', empty)).toEqual([]);
  });
});

function wishOf(flags: Record<string, string>): Wish {
  const settings = readClusterSettings(
    gatherSettings({
      flags: { data: 's3://sparkify/raw', allowCidr: '203.0.113.7', ...flags },
      environment: {},
      file: { name: 'dwh.cfg', entries: [] },
    }),
  );
  return wishFor(settings, { identity, vpcId: 'vpc-1', cidrs: settings.allowCidrs });
}
