import type { Clients } from './clients.ts';
import { type Cluster, observeCluster } from './cluster.ts';
import { type Identity, observeIdentity } from './identity.ts';
import { pauseName } from './names.ts';
import { type Namespace, observeNamespace } from './namespace.ts';
import { observeDefaultVpc } from './network.ts';
import { observePauseAction, type PauseAction } from './pause-action.ts';
import { observeRole, type Role } from './role.ts';
import { observeOwnedGroup, type SecurityGroup } from './security-group.ts';
import type { ClusterTarget } from './settings.ts';
import { observeWorkgroup, type Workgroup } from './workgroup.ts';

/** All that bears the names of this cluster, ours or not, as it is now. Looking changes nothing. */
export interface Observed {
  readonly identity: Identity;
  /** The default VPC. */
  readonly vpcId?: string | undefined;
  readonly role?: Role | undefined;
  readonly securityGroup?: SecurityGroup | undefined;
  readonly cluster?: Cluster | undefined;
  readonly namespace?: Namespace | undefined;
  readonly workgroup?: Workgroup | undefined;
  /** What pauses the cluster at the end of its time to live, and the role that it assumes. */
  readonly pauseAction?: PauseAction | undefined;
  readonly pauseRole?: Role | undefined;
}

export async function observe(
  clients: Clients,
  names: Pick<ClusterTarget, 'owner' | 'identifier' | 'roleName' | 'securityGroupName'>,
): Promise<Observed> {
  // First and alone: without credentials every other call would fail too.
  const identity = await observeIdentity(clients);
  const vpcId = await observeDefaultVpc(clients);
  const [role, securityGroup, cluster, namespace, workgroup, pauseAction, pauseRole] = await Promise.all([
    observeRole(clients, names.roleName),
    observeOwnedGroup(clients, { name: names.securityGroupName, owner: names.owner, vpcId }),
    observeCluster(clients, names.identifier),
    observeNamespace(clients, names.identifier),
    observeWorkgroup(clients, names.identifier),
    observePauseAction(clients, pauseName(names.identifier)),
    observeRole(clients, pauseName(names.identifier)),
  ]);
  return { identity, vpcId, role, securityGroup, cluster, namespace, workgroup, pauseAction, pauseRole };
}
