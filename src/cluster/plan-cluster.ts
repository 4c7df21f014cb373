import {
  CreateClusterCommand,
  ModifyClusterCommand,
  type ModifyClusterCommandInput,
  ModifyClusterIamRolesCommand,
} from '@aws-sdk/client-redshift';
import { isAwsError } from './aws-errors.ts';
import { type Cluster, isBusy, observeCluster, renewLife } from './cluster.ts';
import type { Nodes } from './create-settings.ts';
import { accessRoleArn, type Desired, warehouseTags } from './desired.ts';
import { clusterArn } from './names.ts';
import type { Observed } from './observe.ts';
import { dollars, nodePrice } from './prices.ts';
import { beingDeleted, broken, comparedKey, differing, isBroken, isLeaving } from './refusal.ts';
import {
  adopted,
  appeared,
  type Change,
  created,
  keptOrChanged,
  lackingChange,
  notMadeHere,
  type Planned,
  passwordNote,
  publicChange,
  refused,
  type Step,
  ttlChange,
  type Work,
} from './resource.ts';
import { isOurs, tagList } from './tags.ts';
import { retryWhile } from './wait.ts';

/** What will happen to the cluster. */
export function planCluster(desired: Desired, compute: Nodes, observed: Observed): Step {
  const { cluster } = observed;
  const { subnets } = desired.network;
  const parts = [
    `${compute.nodes} x ${compute.nodeType}`,
    `encrypted${desired.kmsKey ? ' with your key' : ''}`,
    ...(desired.isPrivate ? ['private'] : []),
    ...(subnets === undefined ? [] : [`in subnet group ${subnets.group}`]),
    `database ${desired.database}`,
  ];
  const roleArn = accessRoleArn(desired, observed.role);
  const planned: Planned = {
    kind: 'Cluster',
    name: desired.identifier,
    summary: parts.join(', '),
    notes: replaced(compute),
    create: (work) => createCluster(work, desired, { compute, roleArn }),
  };
  if (cluster === undefined) return created(planned, passwordNote(desired));
  if (isLeaving(cluster.status)) return refused(planned, beingDeleted);
  if (isBroken(cluster.status)) return refused(planned, broken(cluster.status));
  const changes = changesFor(desired, cluster, observed);
  if (!isOurs(cluster, desired.owner)) return planForeignCluster(planned, cluster, changes);
  const refusal = differing(fixed(desired, compute, cluster));
  if (refusal !== undefined) return refused(planned, refusal);
  if (changes.length > 0 && cluster.status === 'paused') {
    return refused(planned, {
      notes: [`It is paused, and its ${changes.map(({ what }) => what).join(', ')} must change.`],
      hints: [{ command: 'cluster resume', why: 'Resume it first' }],
    });
  }
  const notes = cluster.status === 'available' ? [] : [`It is ${cluster.status}.`];
  return keptOrChanged(planned, changes, notes);
}

/** A retired node type is replaced, with both prices. */
function replaced({ replaces, nodeType, nodes }: Nodes): readonly string[] {
  if (replaces === undefined) return [];
  const priced = (type: string) => {
    const price = nodePrice(type);
    return price === undefined
      ? `${nodes} x ${type}`
      : `${nodes} x ${type} (${dollars(price * nodes)} an hour)`;
  };
  return [`AWS no longer creates ${priced(replaces)}: ${priced(nodeType)} in its place.`];
}

function planForeignCluster(planned: Planned, cluster: Cluster, changes: readonly Change[]): Step {
  const differences = changes
    .filter(({ what }) => what !== 'time to live')
    .map(({ what, from, to }) => `Its ${what} differs: ${from || 'none'} instead of ${to}.`);
  return {
    ...adopted(planned, notMadeHere, ...differences),
    summary: `${cluster.nodes} x ${cluster.nodeType}, database ${cluster.database}, used as it is`,
  };
}

/** What only a new cluster can have: changing it means a resize or a restore, which are not for a plan to decide. */
function fixed(desired: Desired, compute: Nodes, cluster: Cluster): Parameters<typeof differing>[0] {
  const { vpcId, subnets } = desired.network;
  return [
    ['nodes', `${cluster.nodes} x ${cluster.nodeType}`, `${compute.nodes} x ${compute.nodeType}`],
    ['database', cluster.database, desired.database],
    ['user', cluster.user, desired.user],
    ['port', `${cluster.port ?? desired.port}`, `${desired.port}`],
    ['VPC', cluster.vpcId ?? vpcId, vpcId],
    ['subnet group', cluster.subnetGroup ?? 'none', subnets?.group ?? cluster.subnetGroup ?? 'none'],
    comparedKey(cluster.kmsKey, desired.kmsKey),
  ];
}

function changesFor(
  desired: Desired,
  cluster: Cluster,
  { role, securityGroup }: Observed,
): readonly Change[] {
  const { identifier: ClusterIdentifier, identity, connection, ttl } = desired;
  const change =
    (call: (work: Work) => Promise<unknown>): Change['make'] =>
    (work) =>
      retryWhile(
        (error) => isBusy(error) || isRoleNotReady(error),
        work.retryPolicy,
        () => call(work),
      );
  const modify = (input: (work: Work) => Omit<ModifyClusterCommandInput, 'ClusterIdentifier'>) =>
    change((work) =>
      work.clients.redshift.send(new ModifyClusterCommand({ ClusterIdentifier, ...input(work) })),
    );
  const addRole = change(({ clients: { redshift } }) => {
    const AddIamRoles = [accessRoleArn(desired, role)];
    return redshift.send(new ModifyClusterIamRolesCommand({ ClusterIdentifier, AddIamRoles }));
  });
  const setGroup = modify(({ made }) => ({ VpcSecurityGroupIds: [made.securityGroupId] }));
  const setPublic = modify(() => ({ PubliclyAccessible: !desired.isPrivate }));
  const setTtl = change(({ clients, retryPolicy }) => {
    const arn = clusterArn(identity, connection.region, ClusterIdentifier);
    return renewLife(clients, arn, { now: retryPolicy.clock.now(), ...(ttl && { ttl }) });
  });
  return [
    ...lackingChange('role', cluster.roles, role?.arn, addRole),
    ...lackingChange('security group', cluster.securityGroups, securityGroup?.id, setGroup),
    ...publicChange(cluster.public, !desired.isPrivate, setPublic),
    ...ttlChange(cluster.tags, ttl, setTtl),
  ];
}

/** Asks for the cluster and returns at once, while AWS goes on building it. */
async function createCluster(
  { clients, retryPolicy, made }: Work,
  desired: Desired,
  { compute, roleArn }: { readonly compute: Nodes; readonly roleArn: string },
): Promise<void> {
  const { identifier: name, password, owner, kmsKey, network } = desired;
  const { nodeType, nodes } = compute;
  const command = new CreateClusterCommand({
    ClusterIdentifier: name,
    NodeType: nodeType,
    ...(nodes === 1 ? { ClusterType: 'single-node' } : { ClusterType: 'multi-node', NumberOfNodes: nodes }),
    DBName: desired.database,
    MasterUsername: desired.user,
    ...(password === undefined ? { ManageMasterPassword: true } : { MasterUserPassword: password }),
    Port: desired.port,
    IamRoles: [roleArn],
    DefaultIamRoleArn: roleArn,
    VpcSecurityGroupIds: [made.securityGroupId],
    ...(network.subnets && { ClusterSubnetGroupName: network.subnets.group }),
    // If so, the security group allows one address, and TLS is enforced.
    PubliclyAccessible: !desired.isPrivate,
    Encrypted: true,
    ...(kmsKey && { KmsKeyId: kmsKey }),
    AutomatedSnapshotRetentionPeriod: 1,
    Tags: tagList(warehouseTags(desired)),
  });
  await retryWhile(isRoleNotReady, retryPolicy, async () => {
    try {
      await clients.redshift.send(command);
    } catch (error) {
      if (!isAwsError(error, 'ClusterAlreadyExists')) throw error;
      appeared(`cluster ${name}`, owner, await observeCluster(clients, name));
    }
  });
}

/** https://github.com/hashicorp/terraform-provider-aws/issues/19113: what Redshift says of a role that IAM has not spread yet. */
function isRoleNotReady(error: unknown): boolean {
  return isAwsError(error, 'InvalidParameterValue') && /IAM role .* (is )?not valid/i.test(error.message);
}
