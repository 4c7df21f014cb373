import type { Observed } from './observe.ts';
import type { ResourceKind } from './resource.ts';
import type { Role } from './role.ts';
import { isOurs, type Tags } from './tags.ts';

/** What `cluster delete` does to one resource: `leave` is for what does not carry our tag. */
export interface DeletionStep {
  readonly kind: ResourceKind;
  readonly name: string;
  /** The identifier that AWS expects, if it is not the name. */
  readonly id: string;
  readonly verb: 'delete' | 'leave';
  readonly summary: string;
}

/** One thing that bears the cluster's names. */
interface FoundResource {
  readonly kind: ResourceKind;
  readonly resource: { readonly name: string; readonly id?: string; readonly tags: Tags };
  readonly summary: string;
}

/**
 * Everything that bears the cluster's names, in the order in which it can be deleted; and our roles, however they are
 * called, since nobody repeats a `--role-name`.
 */
export function foundResources(observed: Observed, ourRoles: readonly Role[]): readonly FoundResource[] {
  const { cluster, namespace, workgroup, securityGroup, role, pauseAction } = observed;
  const roles = [...(role ? [role] : []), ...ourRoles.filter(({ name }) => name !== role?.name)];
  const found = (
    kind: ResourceKind,
    resource: FoundResource['resource'] | undefined,
    summary: string,
  ): readonly FoundResource[] => (resource === undefined ? [] : [{ kind, resource, summary }]);
  const nodes = `${cluster?.nodes} x ${cluster?.nodeType}`;
  return [
    ...found('Cluster', cluster, `${nodes}, ${cluster?.status}, database ${cluster?.database}`),
    // After the cluster: until then it limits what an interrupted deletion costs.
    ...found('Scheduled action', pauseAction, 'pauses the cluster'),
    ...found('Workgroup', workgroup, `${workgroup?.baseCapacity} RPU, ${workgroup?.status}`),
    ...found('Namespace', namespace, `database ${namespace?.database}`),
    ...found('Security group', securityGroup, securityGroup?.id ?? ''),
    ...roles.flatMap((each) => found('IAM role', each, each.arn)),
  ];
}

/** What `cluster delete` does to each of them. */
export function planDeletion(
  owner: string,
  observed: Observed,
  ourRoles: readonly Role[],
): readonly DeletionStep[] {
  const used = usedByOthers(owner, observed);
  return foundResources(observed, ourRoles).map(({ kind, resource, summary }) => {
    const { name, id = name } = resource;
    const leave = (why: string) => ({ kind, name, id, verb: 'leave' as const, summary: why });
    if (!isOurs(resource, owner)) return leave('not made for this cluster');
    if (used.has(id) || used.has(summary)) return leave('in use by what sparkify did not make');
    return { kind, name, id, verb: 'delete', summary };
  });
}

/** Security groups and roles, by id and ARN, of a warehouse under this name that stays. */
function usedByOthers(owner: string, { cluster, namespace, workgroup }: Observed): ReadonlySet<string> {
  const staying = [cluster, namespace, workgroup].filter(
    (resource) => resource !== undefined && !isOurs(resource, owner),
  );
  return new Set(
    staying.flatMap((resource) => [
      ...(resource && 'securityGroups' in resource ? resource.securityGroups : []),
      ...(resource && 'roles' in resource ? resource.roles : []),
    ]),
  );
}
