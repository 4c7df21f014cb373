import { isAssumable } from './iam.ts';
import { AwsFault, type Input, type Output, pageOf, tagList, tagsOf, textsOf } from './protocol.ts';
import {
  type Actions,
  addWarehouse,
  type FakeWarehouse,
  secretArn,
  snapshotsOf,
  temporaryPassword,
  turn,
  type World,
} from './world.ts';

/** Redshift: clusters that take their time, and refuse what does not fit their state. */
export const redshift: Actions = {
  DescribeClusters(world, input) {
    const tags = textsOf(input.TagKeys);
    const clusters =
      input.ClusterIdentifier === undefined
        ? [...world.warehouses.values()].filter(
            (one) => one.kind === 'cluster' && (tags.length === 0 || tags.some((tag) => tag in one.tags)),
          )
        : [found(world, input)];
    const { items, next } = pageOf(clusters, input.Marker);
    return { Clusters: items.map((cluster) => described(world, cluster)), Marker: next };
  },

  DescribeClusterSubnetGroups(world, input) {
    const name = input.ClusterSubnetGroupName;
    if (name !== undefined && !world.subnetGroups.has(String(name)))
      throw new AwsFault('ClusterSubnetGroupNotFoundFault', `Cluster subnet group ${name} not found.`);
    const wanted = [...world.subnetGroups].filter(([each]) => name === undefined || each === name);
    const { items, next } = pageOf(wanted, input.Marker);
    return {
      Marker: next,
      ClusterSubnetGroups: items.map(([ClusterSubnetGroupName, { vpcId: VpcId, subnets }]) => ({
        ...{ ClusterSubnetGroupName, VpcId, SubnetGroupStatus: 'Complete' },
        Subnets: Object.entries(subnets).map(([SubnetIdentifier, Name]) => ({
          ...{ SubnetIdentifier, SubnetAvailabilityZone: { Name }, SubnetStatus: 'Active' },
        })),
      })),
    };
  },

  CreateCluster(world, input) {
    const name = String(input.ClusterIdentifier);
    if (world.warehouses.has(`cluster ${name}`))
      throw new AwsFault('ClusterAlreadyExists', 'Cluster already exists');
    const nodeType = String(input.NodeType);
    if (/^(dc|ds)\d/.test(nodeType))
      throw new AwsFault('InvalidParameterValue', `Invalid node type: ${nodeType}`);
    if (input.Encrypted === 'false') throw new AwsFault('InvalidParameterValue', 'Encrypted must be true');
    const roles = textsOf(input.IamRoles);
    for (const role of roles) {
      if (isAssumable(world, role, 'redshift.amazonaws.com')) continue;
      throw new AwsFault(
        'InvalidParameterValue',
        `The IAM role ${role} is not valid. The IAM role must delegate access to an Amazon Redshift account.`,
      );
    }
    const managed = input.ManageMasterPassword === 'true';
    const group = input.ClusterSubnetGroupName;
    const vpcId = group === undefined ? world.vpc : world.subnetGroups.get(String(group))?.vpcId;
    if (textsOf(input.VpcSecurityGroupIds).some((id) => world.groups.get(id)?.vpcId !== vpcId))
      throw new AwsFault(
        'InvalidVPCNetworkStateFault',
        'The security group and the subnets are in different VPCs.',
      );
    if (managed === (input.MasterUserPassword !== undefined)) {
      throw new AwsFault('InvalidParameterCombination', 'Either a password or ManageMasterPassword');
    }
    const made = {
      ...{ kind: 'cluster' as const, name, roles: [...roles], tags: tagsOf(input.Tags) },
      facts: {
        ...{ nodeType, nodes: Number(input.NumberOfNodes ?? 1), managed, kmsKey: input.KmsKeyId },
        database: String(input.DBName ?? 'dev'),
        user: String(input.MasterUsername),
        port: Number(input.Port ?? 5439),
        public: input.PubliclyAccessible === 'true',
        ...(group !== undefined && { subnetGroup: String(group), vpcId }),
      },
      groups: [...textsOf(input.VpcSecurityGroupIds)],
    };
    return { Cluster: described(world, addWarehouse(world, made, ['creating', 'available'])) };
  },

  ModifyCluster(world, input) {
    const cluster = available(world, input);
    const groups = textsOf(input.VpcSecurityGroupIds);
    if (groups.length > 0) cluster.groups = [...groups];
    if (input.PubliclyAccessible !== undefined) {
      cluster.facts.public = input.PubliclyAccessible === 'true';
    }
    return changed(world, cluster, 'modifying', 'available');
  },

  ModifyClusterIamRoles(world, input) {
    const cluster = available(world, input);
    cluster.roles = [...new Set([...cluster.roles, ...textsOf(input.AddIamRoles)])];
    return changed(world, cluster, 'modifying', 'available');
  },

  CreateTags(world, input) {
    const name = String(input.ResourceName).split(':').pop() ?? '';
    Object.assign(found(world, { ClusterIdentifier: name }).tags, tagsOf(input.Tags));
    return {};
  },

  PauseCluster: (world, input) => changed(world, available(world, input), 'pausing', 'paused'),

  ResumeCluster(world, input) {
    const cluster = found(world, input);
    if (cluster.status !== 'paused') throw new AwsFault('InvalidClusterState', 'Cluster is not paused');
    return changed(world, cluster, 'resuming', 'available');
  },

  DeleteCluster(world, input) {
    const cluster = found(world, input);
    if (!/^(available|incompatible)/.test(cluster.status)) {
      throw new AwsFault('InvalidClusterState', 'There is an operation running on the Cluster.');
    }
    const snapshot = input.FinalClusterSnapshotIdentifier;
    if ((input.SkipFinalClusterSnapshot === 'true') === (snapshot !== undefined)) {
      throw new AwsFault('InvalidParameterCombination', 'A final snapshot, or none');
    }
    if (snapshot !== undefined) {
      world.snapshots.set(String(snapshot), { of: cluster.name, kind: 'cluster' });
    }
    turn(world, cluster, { status: 'deleting', into: 'gone', after: world.pace.remove });
    return { Cluster: described(world, cluster) };
  },

  GetClusterCredentials(world, input) {
    available(world, input);
    return { DbUser: `IAM:${input.DbUser}`, DbPassword: temporaryPassword };
  },

  GetClusterCredentialsWithIAM(world, input) {
    available(world, input);
    return { DbUser: 'IAM:ada', DbPassword: temporaryPassword };
  },

  DescribeClusterSnapshots(world, input) {
    const { items, next } = pageOf(snapshotsOf(world, 'cluster', input.ClusterIdentifier), input.Marker);
    const Snapshots = items.map((SnapshotIdentifier) => ({ SnapshotIdentifier, SnapshotType: 'manual' }));
    return { Snapshots, Marker: next };
  },
};

function found(world: World, input: Input): FakeWarehouse {
  const name = String(input.ClusterIdentifier);
  const cluster = world.warehouses.get(`cluster ${name}`);
  if (cluster === undefined) throw new AwsFault('ClusterNotFound', `Cluster ${name} not found.`, 404);
  return cluster;
}

function available(world: World, input: Input): FakeWarehouse {
  const cluster = found(world, input);
  if (cluster.status === 'available') return cluster;
  throw new AwsFault('InvalidClusterState', 'There is an operation running on the Cluster.');
}

/** The answer to a change that takes a while. */
function changed(world: World, cluster: FakeWarehouse, status: string, into: string): Output {
  turn(world, cluster, { status, into, after: world.pace.change });
  return { Cluster: described(world, cluster) };
}

function described(world: World, cluster: FakeWarehouse): Output {
  const { facts, name } = cluster;
  const isPlaced = cluster.status !== 'creating';
  return {
    ClusterIdentifier: name,
    ClusterStatus: cluster.status,
    NodeType: facts.nodeType,
    NumberOfNodes: facts.nodes,
    DBName: facts.database,
    MasterUsername: facts.user,
    Endpoint: isPlaced
      ? {
          Address: world.host ?? `${name}.abc.${world.region}.redshift.amazonaws.com`,
          Port: world.port ?? facts.port,
        }
      : undefined,
    ClusterCreateTime: isPlaced ? new Date(cluster.createdAt * 1000) : undefined,
    PubliclyAccessible: facts.public,
    Encrypted: true,
    KmsKeyId: facts.kmsKey,
    VpcId: facts.vpcId ?? world.vpc,
    ClusterSubnetGroupName: facts.subnetGroup ?? 'default',
    ClusterVersion: '1.0',
    ClusterRevisionNumber: '98765',
    MasterPasswordSecretArn: secretArn(world, cluster),
    IamRoles: cluster.roles.map((IamRoleArn) => ({ IamRoleArn, ApplyStatus: 'in-sync' })),
    VpcSecurityGroups: cluster.groups.map((VpcSecurityGroupId) => ({ VpcSecurityGroupId, Status: 'active' })),
    Tags: tagList(cluster.tags),
  };
}
