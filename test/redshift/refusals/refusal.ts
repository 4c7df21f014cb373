import { findWords, hasWords, type Token } from '../tokens.ts';
import type { ServerError } from '../wire.ts';

/** Something that PostgreSQL takes and Redshift refuses. */
export interface Refusal {
  readonly rule: string;
  /** Where the rule is written: tags as in the project's page of Redshift facts, or an issue thread. */
  readonly source: string;
  /** A statement that it refuses, for its test. */
  readonly example: string;
  /** Gets the tokens that mean something; gives the error, or nothing. */
  readonly refuses: (tokens: readonly Token[]) => ServerError | undefined;
}

export const notSupported = (message: string): ServerError => ({ message, code: '0A000' });
export const nearError = (near: string): ServerError => ({
  message: `syntax error at or near "${near}"`,
  code: '42601',
});

/** Refuses a run of words with a syntax error at the first of them, or with a message. */
export function words(run: string, message?: string): Refusal['refuses'] {
  return (tokens) => {
    if (!hasWords(tokens, run)) return undefined;
    return message === undefined ? nearError(run.split(' ')[0] ?? run) : notSupported(message);
  };
}

export const startsWith = (tokens: readonly Token[], run: string): boolean => findWords(tokens, run) === 0;
