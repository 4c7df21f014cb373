import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../src/cluster/cluster.ts';
import type { Observed } from '../../src/cluster/observe.ts';
import { planCreation } from '../../src/cluster/plan.ts';
import type { Role } from '../../src/cluster/role.ts';
import type { SecurityGroup } from '../../src/cluster/security-group.ts';
import type { Workgroup } from '../../src/cluster/workgroup.ts';
import {
  cluster,
  desiredOf,
  empty,
  namespace,
  role,
  securityGroup,
  tags,
  testPlans,
  whole,
  wholeServerless,
  workgroup,
} from './observed.ts';

const withRole = (change: Partial<Role>): Observed => ({ ...whole, role: { ...role, ...change } });
const withGroup = (change: Partial<SecurityGroup>): Observed => ({
  ...whole,
  securityGroup: { ...securityGroup, ...change },
});
const withCluster = (change: object): Observed => ({
  ...whole,
  cluster: { ...cluster, ...change } as Cluster,
});
const withWorkgroup = (change: object): Observed => ({
  ...wholeServerless,
  workgroup: { ...workgroup, ...change } as Workgroup,
});

const everything = { id: 's', protocol: '-1', fromPort: -1, toPort: -1, source: '0.0.0.0/0' };
const rule = (source: string, fromPort = 5439, toPort = 5439) => ({
  ...{ id: 's', protocol: 'tcp', fromPort, toPort, source },
});
const otherRegion = { 'sparkify:cluster': 'eu-west-1/sparkify' };
const noTrust = { Version: '2012-10-17', Statement: [] };

describe('the plan of create', () => {
  testPlans([
    ['nothing is there', empty, 'create, create, create'],
    ['all is there', whole, 'keep, keep, keep'],
    ['only the role is there', { ...empty, role }, 'keep, create, create'],
    ['only the cluster is gone', { ...whole, cluster: undefined }, 'keep, keep, create'],
    ['the role was made and its policy not', withRole({ access: undefined }), 'change access, keep, keep'],
    ['the data moved to another bucket', whole, 'change access, keep, keep', { data: 's3://elsewhere' }],
    ['the role trusts somebody else', withRole({ trust: noTrust }), 'change trust, keep, keep'],
    ['a role of somebody else trusts Redshift', withRole({ tags: {} }), 'adopt, keep, keep'],
    ['a role of the same name serves another region', withRole({ tags: otherRegion }), 'adopt, keep, keep'],
    ['a role of somebody else trusts nobody', withRole({ tags: {}, trust: {} }), 'refuse, keep, keep'],
    ['the group was made and allows nobody yet', withGroup({ ingress: [] }), 'keep, change allow, keep'],
    [
      'the caller has another address now',
      whole,
      'keep, change allow remove, keep',
      { allowCidr: '198.51.100.4' },
    ],
    [
      'somebody opened the group to the world',
      withGroup({ ingress: [...securityGroup.ingress, everything] }),
      'keep, change remove, keep',
    ],
    ['a group of somebody else allows the caller', withGroup({ tags: {} }), 'keep, adopt, keep'],
    [
      'a group of somebody else allows a range that contains the caller',
      withGroup({ tags: {}, ingress: [rule('203.0.113.0/24', 5000, 6000)] }),
      'keep, adopt, keep',
    ],
    [
      'a group of somebody else allows another version of IP',
      withGroup({ tags: {}, ingress: [rule('::/0')] }),
      'keep, refuse, keep',
    ],
    [
      'a group of somebody else does not allow the caller',
      withGroup({ tags: {}, ingress: [] }),
      'keep, refuse, keep',
    ],
    ['the role was made anew under a cluster', { ...whole, role: undefined }, 'create, keep, change role'],
    [
      'the group was made anew under a cluster',
      { ...whole, securityGroup: undefined },
      'keep, create, change security group',
    ],
    [
      'the cluster cannot be reached from outside',
      withCluster({ public: false }),
      'keep, keep, change public',
    ],
    ['a time to live is new', whole, 'keep, keep, create, change time to live, create', { ttl: '2h' }],
    [
      'a time to live stays when none is asked for',
      withCluster({ tags: { ...tags, 'sparkify:ttl': '2h' } }),
      'keep, keep, keep',
    ],
    [
      'the cluster is being created',
      withCluster({ status: 'creating', port: undefined, host: undefined }),
      'keep, keep, keep',
    ],
    ['the cluster is paused', withCluster({ status: 'paused' }), 'keep, keep, keep'],
    [
      'the cluster is paused and must change',
      withCluster({ status: 'paused', roles: [] }),
      'keep, keep, refuse',
    ],
    ['the cluster is being deleted', withCluster({ status: 'deleting' }), 'keep, keep, refuse'],
    ['the cluster is broken', withCluster({ status: 'incompatible-network' }), 'keep, keep, refuse'],
    ['the cluster has other nodes', whole, 'keep, keep, refuse', { nodes: '4' }],
    ['the cluster has another database', whole, 'keep, keep, refuse', { database: 'other' }],
    ['the cluster listens elsewhere', withCluster({ port: 5440 }), 'keep, keep, refuse'],
    [
      'a cluster of somebody else has the name',
      withCluster({ tags: {}, nodes: 8, database: 'dev' }),
      'keep, keep, adopt',
    ],
  ]);

  test('a refusal says why, and what to do', () => {
    const [, step] = planCreation(desiredOf({}), withGroup({ tags: {}, ingress: [] })).steps;
    expect(step?.notes.join(' ')).toMatch(/does not allow 203\.0\.113\.7\/32.*--identifier/);
  });

  test('the whole internet is warned about', () => {
    const [, step] = planCreation(desiredOf({ allowCidr: '0.0.0.0/0' }), empty).steps;
    expect(step?.notes.join(' ')).toContain('whole internet');
  });
});

describe('the plan of create --serverless', () => {
  const serverless = { serverless: 'true' };
  const foreign = { namespace: { ...namespace, tags: {} }, workgroup: { ...workgroup, tags: {} } };
  const keep = 'keep, keep, keep';
  testPlans([
    ['nothing is there', empty, 'create, create, create, create', serverless],
    ['all is there', wholeServerless, `${keep}, keep`, serverless],
    [
      'only the namespace was made',
      { ...wholeServerless, workgroup: undefined },
      `${keep}, create`,
      serverless,
    ],
    [
      'it has no usage limit',
      withWorkgroup({ usageLimit: undefined }),
      `${keep}, change usage limit`,
      serverless,
    ],
    [
      'it should be larger',
      wholeServerless,
      `${keep}, change max capacity base capacity`,
      { ...serverless, baseCapacity: '16' },
    ],
    [
      'it should be smaller',
      withWorkgroup({ baseCapacity: 16, maxCapacity: 32 }),
      `${keep}, change base capacity max capacity`,
      { ...serverless, baseCapacity: '4' },
    ],
    [
      'it may grow without limit',
      withWorkgroup({ maxCapacity: undefined }),
      `${keep}, change max capacity`,
      serverless,
    ],
    [
      'the role does not trust Serverless yet',
      { ...wholeServerless, role },
      'change trust, keep, keep, keep',
      serverless,
    ],
    [
      'the namespace is being deleted',
      { ...wholeServerless, namespace: { ...namespace, status: 'deleting' } },
      'keep, keep, refuse, keep',
      serverless,
    ],
    [
      'namespace and workgroup are of somebody else',
      { ...wholeServerless, ...foreign },
      'keep, keep, adopt, adopt',
      serverless,
    ],
  ]);
});
