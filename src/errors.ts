import type { Hint } from './hint.ts';
import type { Exit } from './messages/message.ts';
import type { Code, CodeOf } from './messages/messages.ts';

/** The exit codes that schedulers depend on; `docs/operations.md` lists what to do on each. */
export const exitCodes = {
  done: 0,
  checkFailed: 1,
  usage: 2,
  tooManyRejected: 3,
  bug: 70,
  transient: 75,
  interrupted: 130,
} as const;

/** The exit code of the command for an error. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What belongs to an error besides its code and its message. */
export interface ErrorDetails {
  /** What caused it, always kept. */
  readonly cause?: unknown;
  /** More lines below the message: bad rows, the consequence for the run. */
  readonly details?: readonly string[];
  /** What to try next: commands, or sentences. */
  readonly hints?: readonly (string | Hint)[];
}

/**
 * An error that is shown to the user. Every other error that reaches the command line is a bug (70).
 * Its code is one of `src/messages/`, of those that end with the exit code of its class.
 */
export abstract class SparkifyError<Ends extends Exit = Exit> extends Error {
  /** Stable, such as `SPK-202`: `sparkify explain` prints what it means. */
  readonly code: Code;
  abstract readonly exitCode: ExitCode;
  readonly details: readonly string[];
  readonly hints: readonly (string | Hint)[];

  constructor(code: CodeOf<Ends>, message: string, { cause, details = [], hints = [] }: ErrorDetails = {}) {
    super(message, { cause });
    this.name = new.target.name;
    this.code = code;
    this.details = details;
    this.hints = hints;
  }
}

/** The same error with other words. It is not made by its class, whose constructor may take anything. */
export function reworded<Kind extends SparkifyError>(
  error: Kind,
  words: Required<Pick<ErrorDetails, 'details' | 'hints'>> & { readonly message?: string },
): Kind {
  const copy = new Error(words.message ?? error.message, { cause: error.cause ?? error });
  return Object.assign(Object.setPrototypeOf(copy, Object.getPrototypeOf(error)), error, words);
}

/** Wrong usage, wrong configuration, or something missing that the user has to provide. Exit code 2. */
export class UsageError extends SparkifyError<'usage'> {
  readonly exitCode = exitCodes.usage;
}

/** Nothing was ever loaded into the warehouse that was asked for. */
export class NothingPublishedError extends UsageError {}

/** The data failed a check, row counts do not reconcile, or a file is damaged; nothing was published. Exit code 1. */
export class DataError extends SparkifyError<'checkFailed'> {
  readonly exitCode = exitCodes.checkFailed;
}

/** Too many records are bad; nothing was published. Exit code 3. */
export class RejectedError extends SparkifyError<'tooManyRejected'> {
  readonly exitCode = exitCodes.tooManyRejected;
}

/** Transient; try again: network, throttling, a lock, a full disk. Exit code 75. */
export class TransientError extends SparkifyError<'transient'> {
  readonly exitCode = exitCodes.transient;
}

/** A run is published, but the read copy that should follow it was not made: also where the command was stopped. */
export class MissingCopyError extends TransientError {}

/** The user or the scheduler stopped the run; nothing was published. Exit code 130. */
export class InterruptedError extends SparkifyError<'interrupted'> {
  readonly exitCode = exitCodes.interrupted;
}
