import { UsageError } from '../../errors.ts';
import type { Hint } from '../../hint.ts';
import type { CodeOf } from '../../messages/messages.ts';
import { nothingPublished } from './redshift-errors.ts';

/** An error of `pg`: of the server, with its SQLSTATE and detail, or of the network, with Node's code. */
export interface PgError extends Error {
  readonly code?: string;
  readonly detail?: string;
}

/** What an error means for the user, recognized by its code or its text. */
export interface Rule {
  readonly code?: RegExp;
  /** Compared with message and detail. */
  readonly text?: RegExp;
  readonly translate: (error: PgError, location: string) => Error;
}

/** An error that the user can do something about. */
export const usage =
  (code: CodeOf<'usage'>, what: string, ...hints: readonly (string | Hint)[]) =>
  (cause: PgError) =>
    new UsageError(code, `${what}: ${cause.message}`, { cause, details: [nothingPublished], hints });

/** What the first rule makes of the error that matches it; undefined where none does. */
export function applyRules(rules: readonly Rule[], error: PgError, location: string): Error | undefined {
  const { code = '', message, detail = '' } = error;
  const words = `${message} ${detail}`;
  return rules.find((rule) => rule.code?.test(code) || rule.text?.test(words))?.translate(error, location);
}
