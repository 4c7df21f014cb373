import type { Hint } from '../hint.ts';
import type { DesiredRole, Role, RoleChange } from './role.ts';
import { samePolicy } from './same-policy.ts';
import type { Step } from './step.ts';
import { ownershipOf } from './tags.ts';

/** A role to plan, with what the plan prints about it. */
interface RoleToPlan {
  readonly owner: string;
  readonly role: DesiredRole;
  /** The services that have to be able to assume it. */
  readonly services: readonly string[];
  /** What it may do. */
  readonly summary: string;
  /** What to do about a role of this name that somebody else made, and that they may not assume. */
  readonly wayOut: string;
  /** How to see what such a role may do. */
  readonly look?: Hint;
}

/** What will happen to an IAM role. */
export function planRole(desired: RoleToPlan, role: Role | undefined): Step<RoleChange> {
  const { name, trust, access, boundary } = desired.role;
  const unread = access === undefined && role?.access === undefined;
  const step = {
    kind: 'IAM role' as const,
    name,
    changes: [],
    summary: desired.summary,
    notes: unread ? ['No S3 location is configured, so it cannot read anything yet. Give --data s3://…'] : [],
  };
  if (role === undefined) return { ...step, verb: 'create' };
  if (ownershipOf(role.tags, desired.owner) !== 'ours') return planForeignRole(desired, role, step);
  const changes: RoleChange[] = [];
  // First: only a bounded role may be given more.
  if (boundary !== undefined && role.boundary !== boundary) {
    changes.push({ what: 'permissions boundary', from: role.boundary ?? '', to: boundary });
  }
  if (!samePolicy(role.trust, trust)) {
    changes.push({ what: 'trust', from: 'another policy', to: desired.services.join(' and ') });
  }
  if (access !== undefined && !samePolicy(role.access, access)) {
    const from = role.access === undefined ? 'no access' : 'other places';
    changes.push({ what: 'access', from, to: desired.summary });
  }
  return { ...step, verb: changes.length > 0 ? 'change' : 'keep', changes };
}

function planForeignRole(
  desired: RoleToPlan,
  role: Role,
  step: Omit<Step<RoleChange>, 'verb'>,
): Step<RoleChange> {
  const trusted = JSON.stringify(role.trust ?? '');
  const missing = desired.services.filter((service) => !trusted.includes(`"${service}"`));
  if (missing.length > 0) {
    return {
      ...step,
      verb: 'refuse',
      notes: [
        `It exists, was not made for this cluster, and ${missing.join(' and ')} may not assume it.`,
        desired.wayOut,
      ],
    };
  }
  return {
    ...step,
    verb: 'adopt',
    summary: 'used as it is',
    notes: ['It was not made for this cluster: it stays as it is.'],
    ...(desired.look && { hints: [desired.look] }),
  };
}
