import { expect, test } from 'vitest';
import type { Cluster } from '../../src/cluster/cluster.ts';
import { readClusterSettings } from '../../src/cluster/create-settings.ts';
import type { Desired } from '../../src/cluster/desired.ts';
import type { Observed } from '../../src/cluster/observe.ts';
import { changesAnything, planCreation } from '../../src/cluster/plan.ts';
import { accessPolicy, trustPolicy } from '../../src/cluster/policies.ts';
import type { Role } from '../../src/cluster/role.ts';
import type { SecurityGroup } from '../../src/cluster/security-group.ts';
import type { Workgroup } from '../../src/cluster/workgroup.ts';
import { resolveSettings } from '../../src/settings/resolve.ts';
import { dwhCfgOf } from '../settings/dwh-cfg-of.ts';

export const identity = {
  account: '123456789012',
  arn: 'arn:aws:iam::123456789012:user/ada',
  partition: 'aws',
};
export const empty: Observed = { identity, vpcId: 'vpc-1' };
export const tags = { 'sparkify:cluster': 'us-west-2/sparkify' };
export const roleArn = 'arn:aws:iam::123456789012:role/sparkify-copy';

export const role: Role = {
  name: 'sparkify-copy',
  arn: roleArn,
  tags,
  trust: trustPolicy(false),
  access: accessPolicy({ reads: ['s3://sparkify/raw'], partition: 'aws' }),
};
export const securityGroup: SecurityGroup = {
  id: 'sg-1',
  name: 'sparkify-access',
  vpcId: 'vpc-1',
  tags,
  ingress: [{ id: 'sgr-1', protocol: 'tcp', fromPort: 5439, toPort: 5439, source: '203.0.113.7/32' }],
};
export const cluster: Cluster = {
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
export const namespace = {
  name: 'sparkify',
  arn: 'arn:n',
  status: 'available',
  database: 'dwh',
  user: 'awsuser',
  roles: [roleArn],
  tags,
};
export const workgroup: Workgroup = {
  name: 'sparkify',
  arn: 'arn:w',
  status: 'available',
  namespace: 'sparkify',
  baseCapacity: 4,
  maxCapacity: 8,
  port: 5439,
  securityGroups: ['sg-1'],
  subnets: [],
  public: true,
  version: '1.0',
  usageLimit: { id: 'l', amount: 24 },
  tags,
};
export const whole: Observed = { ...empty, role, securityGroup, cluster };
export const wholeServerless: Observed = {
  ...empty,
  role: { ...role, trust: trustPolicy(true) },
  securityGroup,
  namespace,
  workgroup,
};

/** The desired state with these flags; a database is set in the environment. */
export function desiredOf({ database = '', ...flags }: Record<string, string>): Desired {
  const usual = { data: 's3://sparkify/raw', allowCidr: '203.0.113.7' };
  const nodes = flags.serverless === undefined ? { nodes: '2' } : {};
  const settings = readClusterSettings(
    resolveSettings({
      flags: { ...usual, ...nodes, ...flags },
      environment: { REDSHIFT_DATABASE: database },
      file: dwhCfgOf(),
    }),
  );
  const now = new Date('2026-11-21T09:00:00Z');
  return { ...settings, identity, network: { vpcId: 'vpc-1' }, cidrs: settings.allowCidrs, now };
}

/** What is there, what `create` does with each resource, and with which flags it is called. */
export type PlanCase = readonly [
  state: string,
  observed: Observed,
  expected: string,
  flags?: Record<string, string>,
];

export function testPlans(cases: readonly PlanCase[]): void {
  for (const [state, observed, expected, flags = {}] of cases) {
    test(`when ${state}: ${expected}`, () => {
      const plan = planCreation(desiredOf(flags), observed);
      const steps = plan.steps.map(({ verb, changes }) =>
        [verb, ...changes.map(({ what }) => what)].join(' '),
      );
      expect(steps.join(', ')).toBe(expected);
      expect(changesAnything(plan)).toBe(/create|change/.test(expected));
    });
  }
}
