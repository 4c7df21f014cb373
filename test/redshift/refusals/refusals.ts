import type { Token } from '../tokens.ts';
import type { ServerError } from '../wire.ts';
import { plain, type Refusal, refusedBy } from './refusal.ts';
import { refusedNames } from './refused-names.ts';
import { refusedStatements } from './refused-statements.ts';

export const refusals: readonly Refusal[] = [...refusedStatements, ...refusedNames];

/** What Redshift would say to a statement that it does not take. */
export function refusalOf(tokens: readonly Token[]): ServerError | undefined {
  const statement = plain(tokens);
  for (const refusal of refusals) {
    const error = refusedBy(refusal, statement);
    if (error) return error;
  }
  return undefined;
}
