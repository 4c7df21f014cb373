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

/**
 * Everything that bears the cluster's names, in the order in which it can be deleted; and our roles, however they are
 * called, since nobody repeats a `--role-name`.
 */
export function planDeletion(
  owner: string,
  observed: Observed,
  ourRoles: readonly Role[],
): readonly DeletionStep[] {
  const { cluster, namespace, workgroup, securityGroup, role, pauseAction } = observed;
  const roles = [...(role ? [role] : []), ...ourRoles.filter(({ name }) => name !== role?.name)];
  const used = usedByOthers(owner, observed);
  const step = (
    kind: ResourceKind,
    resource: { readonly name: string; readonly id?: string; readonly tags: Tags } | undefined,
    summary: string,
  ): readonly DeletionStep[] => {
    if (resource === undefined) return [];
    const { name, id = name } = resource;
    if (!isOurs(resource, owner)) {
      return [{ kind, name, id, verb: 'leave', summary: 'not made for this cluster' }];
    }
    if (used.has(id) || used.has(summary)) {
      return [{ kind, name, id, verb: 'leave', summary: 'in use by what sparkify did not make' }];
    }
    return [{ kind, name, id, verb: 'delete', summary }];
  };
  return [
    ...step(
      'Cluster',
      cluster,
      `${cluster?.nodes} x ${cluster?.nodeType}, ${cluster?.status}, database ${cluster?.database}`,
    ),
    // After the cluster: until then it limits what an interrupted deletion costs.
    ...step('Scheduled action', pauseAction, 'pauses the cluster'),
    ...step('Workgroup', workgroup, `${workgroup?.baseCapacity} RPU, ${workgroup?.status}`),
    ...step('Namespace', namespace, `database ${namespace?.database}`),
    ...step('Security group', securityGroup, securityGroup?.id ?? ''),
    ...roles.flatMap((each) => step('IAM role', each, each.arn)),
  ];
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
