import type { Observed } from './observe.ts';
import type { Role } from './role.ts';
import { ownershipOf, type Tags } from './tags.ts';

/** What `cluster delete` does to one resource: `leave` is for what does not carry our tag. */
export interface DeletionStep {
  readonly kind: 'Cluster' | 'Workgroup' | 'Namespace' | 'Security group' | 'IAM role';
  readonly name: string;
  /** What AWS wants to be told, where that is not the name. */
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
  const { cluster, namespace, workgroup, securityGroup, role } = observed;
  const roles = [...(role ? [role] : []), ...ourRoles.filter(({ name }) => name !== role?.name)];
  const step = (
    kind: DeletionStep['kind'],
    resource: { readonly name: string; readonly id?: string; readonly tags: Tags } | undefined,
    summary: string,
  ): readonly DeletionStep[] => {
    if (resource === undefined) return [];
    const ours = ownershipOf(resource.tags, owner) === 'ours';
    return [
      {
        kind,
        name: resource.name,
        id: resource.id ?? resource.name,
        verb: ours ? 'delete' : 'leave',
        summary: ours ? summary : 'not made for this cluster',
      },
    ];
  };
  return [
    ...step(
      'Cluster',
      cluster,
      `${cluster?.nodes} x ${cluster?.nodeType}, ${cluster?.status}, database ${cluster?.database}`,
    ),
    ...step('Workgroup', workgroup, `${workgroup?.baseCapacity} RPU, ${workgroup?.status}`),
    ...step('Namespace', namespace, `database ${namespace?.database}`),
    ...step('Security group', securityGroup, securityGroup?.id ?? ''),
    ...roles.flatMap((each) => step('IAM role', each, each.arn)),
  ];
}
