import type { DesiredState } from './desired-state.ts';
import { trustedServices } from './policies.ts';
import type { Role, RoleChange } from './role.ts';
import { samePolicy } from './same-policy.ts';
import type { Step } from './step.ts';
import { ownershipOf } from './tags.ts';

/** What will happen to the IAM role. */
export function planRole(desired: DesiredState, role: Role | undefined): Step<RoleChange> {
  const { name, trust, access } = desired.role;
  const unread = access === undefined && role?.access === undefined;
  const step = {
    kind: 'IAM role' as const,
    name,
    changes: [],
    summary: summary(desired),
    notes: unread ? ['No S3 location is configured, so it cannot read anything yet. Give --data s3://…'] : [],
  };
  if (role === undefined) return { ...step, verb: 'create' };
  if (ownershipOf(role.tags, desired.owner) !== 'ours') return planForeignRole(desired, role, step);
  const changes: RoleChange[] = [];
  if (!samePolicy(role.trust, trust)) {
    changes.push({ what: 'trust', from: 'another policy', to: servicesOf(desired).join(' and ') });
  }
  if (access !== undefined && !samePolicy(role.access, access)) {
    const from = role.access === undefined ? 'no access' : 'other places';
    changes.push({ what: 'access', from, to: summary(desired) });
  }
  return { ...step, verb: changes.length > 0 ? 'change' : 'keep', changes };
}

function planForeignRole(
  desired: DesiredState,
  role: Role,
  step: Omit<Step<RoleChange>, 'verb'>,
): Step<RoleChange> {
  const trusted = JSON.stringify(role.trust ?? '');
  const missing = servicesOf(desired).filter((service) => !trusted.includes(`"${service}"`));
  if (missing.length > 0) {
    return {
      ...step,
      verb: 'refuse',
      notes: [
        `It exists, was not made for this cluster, and ${missing.join(' and ')} may not assume it.`,
        'Choose another name with --role-name (DWH_IAM_ROLE_NAME), or let that service assume it.',
      ],
    };
  }
  return {
    ...step,
    verb: 'adopt',
    summary: 'used as it is',
    notes: ['It was not made for this cluster: it stays as it is.'],
    hints: [{ command: 'doctor', flags: { warehouse: 'redshift' }, why: 'See what it may read' }],
  };
}

function summary({ reads, work }: DesiredState): string {
  const parts = [
    ...(reads.length > 0 ? [`reads ${reads.join(', ')}`] : []),
    ...(work === undefined ? [] : [`writes ${work}`]),
  ];
  return parts.length > 0 ? parts.join('; ') : 'reads nothing yet';
}

function servicesOf({ warehouse }: DesiredState): readonly string[] {
  return trustedServices(warehouse.kind === 'serverless');
}
