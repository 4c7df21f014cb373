import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../src/cluster/cluster.ts';
import { planCreation } from '../../src/cluster/plan.ts';
import {
  cluster,
  desiredOf,
  empty,
  now,
  type PlanCase,
  role,
  securityGroup,
  tags,
  testPlans,
  whole,
} from './observed.ts';

describe('the plan of create', () => {
  const cases: readonly PlanCase[] = [
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
      ['keep', 'change allow', 'keep'],
    ],
    [
      'the caller has another address now',
      whole,
      { allowCidr: '198.51.100.4' },
      ['keep', 'change allow remove', 'keep'],
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
      ['keep', 'change remove', 'keep'],
    ],
    [
      'a group of somebody else lets the caller in',
      { ...whole, securityGroup: { ...securityGroup, tags: {} } },
      {},
      ['keep', 'adopt', 'keep'],
    ],
    [
      'a group of somebody else allows a range that contains the caller',
      {
        ...whole,
        securityGroup: {
          ...securityGroup,
          tags: {},
          ingress: [{ id: 's', protocol: 'tcp', fromPort: 5000, toPort: 6000, source: '203.0.113.0/24' }],
        },
      },
      {},
      ['keep', 'adopt', 'keep'],
    ],
    [
      'a group of somebody else allows another version of IP',
      {
        ...whole,
        securityGroup: {
          ...securityGroup,
          tags: {},
          ingress: [{ id: 's', protocol: 'tcp', fromPort: 5439, toPort: 5439, source: '::/0' }],
        },
      },
      {},
      ['keep', 'refuse', 'keep'],
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
    [
      'a time to live is new',
      whole,
      { ttl: '2h' },
      ['keep', 'keep', 'create', 'change time to live', 'create'],
    ],
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
  ];

  testPlans(cases);

  test('a refusal says why, and what to do', () => {
    const { securityGroup: step } = planCreation(
      desiredOf({}),
      {
        ...whole,
        securityGroup: { ...securityGroup, tags: {}, ingress: [] },
      },
      now,
    );
    expect(step.notes.join(' ')).toMatch(/does not allow 203\.0\.113\.7\/32.*--identifier/);
  });

  test('the whole internet is warned about', () => {
    const { securityGroup: step } = planCreation(desiredOf({ allowCidr: '0.0.0.0/0' }), empty, now);
    expect(step.notes.join(' ')).toContain('whole internet');
  });
});
