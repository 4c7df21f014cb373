import type { Token } from '../tokens.ts';
import type { ServerError } from '../wire.ts';
import type { Refusal } from './refusal.ts';
import { refusedNames } from './refused-names.ts';
import { refusedStatements } from './refused-statements.ts';

export const refusals: readonly Refusal[] = [...refusedStatements, ...refusedNames];

/** What Redshift would say to a statement that it does not take. */
export function refusalOf(tokens: readonly Token[]): ServerError | undefined {
  for (const { refuses } of refusals) {
    const error = refuses(tokens);
    if (error) return error;
  }
  return undefined;
}
