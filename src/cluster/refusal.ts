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
