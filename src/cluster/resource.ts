import { TransientError } from '../errors.ts';
import type { Hint } from '../hint.ts';
import { isAwsError } from './aws-errors.ts';
import type { Clients } from './clients.ts';
import type { Refusal } from './refusal.ts';
import { isOurs, type Tags, ttlTag } from './tags.ts';
import type { RetryPolicy } from './wait.ts';

/** What of AWS belongs to a warehouse. */
export type ResourceKind =
  | 'IAM role'
  | 'Security group'
  | 'Cluster'
  | 'Namespace'
  | 'Workgroup'
  | 'Scheduled action';

/** What a deletion names to AWS. */
export interface Removal {
  readonly name: string;
  /** The identifier that AWS expects, if it is not the name. */
  readonly id: string;
  /** The final snapshot of a warehouse, where one is to be taken. */
  readonly snapshot: string | undefined;
}

/** What a step is taken with. */
export interface Work {
  readonly clients: Clients;
  readonly retryPolicy: RetryPolicy;
  /** AWS gives a security group its id when it is made. */
  readonly made: { securityGroupId: string };
}

/** One thing about a resource that differs from what is wanted, and can be changed in place. */
export interface Change {
  readonly what: string;
  readonly from: string;
  readonly to: string;
  make(work: Work): Promise<unknown>;
}

/** What a resource is or will be, before it is decided what happens to it. */
export interface Planned {
  readonly kind: ResourceKind;
  readonly name: string;
  /** What it is or will be, in a few words. */
  readonly summary: string;
  readonly notes: readonly string[];
  /** Creates it, or takes on the one that a lost answer left. */
  create(work: Work): Promise<unknown>;
}

/**
 * What will happen to one resource.
 * - `create`: it is not there.
 * - `keep`: it is ours, and as it should be.
 * - `change`: it is ours, and `changes` bring it to what it should be.
 * - `adopt`: it is not ours, but serves; it is used as it is, and never changed or deleted.
 * - `refuse`: it is in the way; `notes` say why and what to do. Nothing at all is done then.
 */
export interface Step extends Planned {
  readonly verb: 'create' | 'keep' | 'adopt' | 'change' | 'refuse';
  /** None unless it is to be changed. */
  readonly changes: readonly Change[];
  /** What to do about a refusal. */
  readonly hints?: readonly Hint[];
}

export function created(planned: Planned, ...more: readonly string[]): Step {
  return { ...planned, verb: 'create', changes: [], notes: [...planned.notes, ...more] };
}

export function refused(planned: Planned, refusal: Partial<Refusal>): Step {
  return { ...planned, verb: 'refuse', changes: [], ...refusal };
}

/** Ours, and kept as it is where nothing differs. */
export function keptOrChanged(planned: Planned, changes: readonly Change[], notes = planned.notes): Step {
  return { ...planned, verb: changes.length > 0 ? 'change' : 'keep', changes, notes };
}

/** Of somebody else, with what to say about it. */
export function adopted(planned: Planned, ...notes: readonly string[]): Step {
  return { ...planned, verb: 'adopt', changes: [], summary: 'used as it is', notes };
}

/** What the plan says of a warehouse that somebody else made. */
export const notMadeHere = 'It was not made by sparkify: it stays as it is, and cluster delete leaves it.';

/** Where the password of a new warehouse comes from. */
export function passwordNote({ password }: { readonly password?: string | undefined }): string {
  return password === undefined
    ? 'AWS makes the password and keeps it in Secrets Manager.'
    : 'The password is the one that you configured.';
}

/** A role or a group that the warehouse should have beside those that it has; without an id it has still to be made. */
export function lackingChange(
  what: 'role' | 'security group',
  held: readonly string[],
  id: string | undefined,
  make: Change['make'],
): readonly Change[] {
  if (id !== undefined && held.includes(id)) return [];
  return [
    { what, from: held.join(', '), to: id ?? (what === 'role' ? 'the new role' : 'the new group'), make },
  ];
}

/** Whether a warehouse has an address outside of its VPC. */
export function publicChange(is: boolean, desired: boolean, make: Change['make']): readonly Change[] {
  const words = (isPublic: boolean) => (isPublic ? 'reachable' : 'reachable in its VPC only');
  return changed('public', words(is), words(desired), make);
}

/** A time to live stays where none is asked for. */
export function ttlChange(tags: Tags, ttl: string | undefined, make: Change['make']): readonly Change[] {
  return changed('time to live', tags[ttlTag] ?? '', ttl ?? tags[ttlTag] ?? '', make);
}

/** A change where something differs. */
export function changed(what: string, from: string, to: string, make: Change['make']): readonly Change[] {
  return from === to ? [] : [{ what, from, to, make }];
}

/** The answer, or undefined where AWS says that there is no such thing. */
export async function absentAsUndefined<Answer>(
  call: () => Promise<Answer>,
  ...codes: readonly string[]
): Promise<Answer | undefined> {
  try {
    return await call();
  } catch (error) {
    if (isAwsError(error, ...codes)) return undefined;
    throw error;
  }
}

/** The resource that a creating call left, checked to be ours: between looking and creating, somebody else may have been faster. */
export function appeared<Resource extends { readonly tags: Tags }>(
  what: string,
  owner: string,
  resource: Resource | undefined,
): Resource {
  if (resource === undefined) {
    throw new TransientError('SPK-609', `The ${what} was created, but AWS does not show it yet.`);
  }
  if (isOurs(resource, owner)) return resource;
  throw new TransientError('SPK-609', `Another caller created the ${what} at the same moment.`);
}
