import type { Hint } from '../hint.ts';
import type { Change, Decision } from './resource.ts';

/**
 * What will happen to one resource.
 * - `create`: it is not there.
 * - `keep`: it is ours, and as it should be.
 * - `change`: it is ours, and `changes` bring it to what it should be.
 * - `adopt`: it is not ours, but serves; it is used as it is, and never changed or deleted.
 * - `refuse`: it is in the way; `notes` say why and what to do. Nothing at all is done then.
 */
export interface Step<ResourceChange extends Change = Change> extends Decision<ResourceChange> {
  readonly kind: 'IAM role' | 'Security group' | 'Cluster' | 'Namespace' | 'Workgroup' | 'Scheduled action';
  readonly name: string;
  /** What it is or will be, in a few words. */
  readonly summary: string;
  readonly notes: readonly string[];
  /** What to do about a refusal. */
  readonly hints?: readonly Hint[];
}
