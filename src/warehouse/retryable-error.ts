import { TransientError } from '../errors.ts';

/**
 * Something that passes has ended a transaction: a conflict with another one, or a lost connection. All of the
 * transaction may be tried again at once; what it wrote must be looked for first, since it may have been committed.
 */
export class RetryableError extends TransientError {
  /** Whether the transaction may have been committed. */
  readonly mayBeCommitted: boolean = false;
}
