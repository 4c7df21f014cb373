import type { Token } from '../tokens.ts';
import type { ServerError } from '../wire.ts';

/** Something that PostgreSQL takes and Redshift refuses. */
export interface Refusal {
  readonly rule: string;
  /** Where the rule is written: tags as in the project's page of Redshift facts, or an issue thread. */
  readonly source: string;
  /** A statement that it refuses, for its test. */
  readonly example: string;
  /** Matches such statements as {@link plain} writes them. */
  readonly pattern: RegExp;
  /** Matches those of them that are taken all the same. */
  readonly unless?: RegExp;
  /** Redshift's words, `$1` for what the pattern captured; without them a syntax error there, or where the match begins. */
  readonly says?: string | ServerError;
}

/** A statement in words with a blank around each token: in lower case, and without what literals and quoted names hold. */
export function plain(tokens: readonly Token[]): string {
  const hidden: Readonly<Record<string, string>> = { string: "''", quoted: '""' };
  return ` ${tokens.map(({ kind, value }) => hidden[kind] ?? value).join(' ')} `;
}

/** What Redshift says to a statement by this rule, if the rule is about it. */
export function refusedBy({ pattern, unless, says }: Refusal, statement: string): ServerError | undefined {
  const match = pattern.exec(statement);
  if (match === null || unless?.test(statement)) return undefined;
  const captured = match.slice(1).find((group) => group !== undefined) ?? match[0].trim().split(' ')[0] ?? '';
  if (says === undefined) return { message: `syntax error at or near "${captured}"`, code: '42601' };
  const { message, code } = typeof says === 'string' ? { message: says, code: '0A000' } : says;
  return { message: message.replace('$1', captured), ...(code !== undefined && { code }) };
}
