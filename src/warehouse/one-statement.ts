import { UsageError } from '../errors.ts';
import { quotedParts } from './quoted-parts.ts';
import type { Engine } from './warehouse.ts';

/**
 * The one statement in SQL of a user, without the semicolon after it. The engines differ in what they make of several:
 * DuckDB runs them all and answers the last, Redshift's protocol refuses them.
 *
 * @throws {UsageError} if there is none, or more than one
 */
export function oneStatement(sql: string, engine: Engine): string {
  const statements = split(sql, new RegExp(`${quotedParts(engine)}|;`, 'g'));
  const [statement] = statements;
  if (statement === undefined) throw new UsageError('SPK-705', 'There is no SQL to run.');
  if (statements.length === 1) return statement;
  throw new UsageError('SPK-706', `One statement is run at a time, and these are ${statements.length}.`, {
    hints: ['Run each by itself.'],
  });
}

function split(sql: string, token: RegExp): string[] {
  const ends = [...sql.matchAll(token)].filter(([text]) => text === ';').map(({ index }) => index);
  const parts = [...ends, sql.length].map((end, part) => sql.slice((ends[part - 1] ?? -1) + 1, end));
  return parts.filter((part) => part.replace(token, (text) => (isComment(text) ? '' : text)).trim() !== '');
}

const isComment = (text: string): boolean => text.startsWith('--') || text.startsWith('/*');
