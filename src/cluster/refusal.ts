import { UsageError } from '../errors.ts';
import type { Hint } from '../hint.ts';

/** Why a resource is in the way, and what to do about it. */
export interface Refusal {
  readonly notes: readonly string[];
  readonly hints: readonly Hint[];
}

export const beingDeleted: Refusal = {
  notes: ['It is being deleted. Run this again when it is deleted.'],
  hints: [{ command: 'cluster status', why: 'Check whether it is deleted' }],
};

/** States of a cluster on its way out. */
export function isLeaving(status: string): boolean {
  return status === 'deleting' || status === 'final-snapshot';
}

/** States that no time ends. */
export function isBroken(status: string | undefined): status is string {
  return /^(incompatible|hardware-failure|storage-full|failed)/.test(status ?? '');
}

/** What to say of a warehouse in such a state where it is needed. */
export function notRecovering(label: string, status: string): UsageError {
  return new UsageError('SPK-606', `${label} is ${status}, and AWS does not recover it by itself.`, {
    hints: [{ command: 'cluster delete', why: 'Delete it, then create it again' }],
  });
}

export function broken(status: string): Refusal {
  return { notes: [`It is ${status}.`], hints: [startOver] };
}

/** What only a new resource can have differs: undefined where nothing does. */
export function differing(
  compared: readonly (readonly [what: string, is: string, desired: string])[],
): Refusal | undefined {
  const different = compared.filter(([, is, desired]) => is !== desired);
  if (different.length === 0) return undefined;
  return {
    notes: [
      ...different.map(([what, is, desired]) => `Its ${what}: ${is}, but ${desired} is configured.`),
      'Configure what it has, or delete it and create it again.',
    ],
    hints: [startOver],
  };
}

/** The KMS key of a warehouse beside the configured one; without one, any will do. */
export function comparedKey(is = "AWS's own", desired = is) {
  return ['KMS key', is, desired] as const;
}

const startOver: Hint = { command: 'cluster delete', why: 'Delete it' };
