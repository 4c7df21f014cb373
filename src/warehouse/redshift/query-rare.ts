import { posix } from 'node:path';
import { InterruptedError } from '../../errors.ts';
import type { Statement } from '../../sql.ts';
import { RetryableError } from '../retryable-error.ts';
import type { Result } from '../warehouse.ts';
import { groupsWithin } from './groups-within.ts';

interface Sending {
  /** Bytes that a statement may have. */
  readonly statementBytes: number;
  query(statement: Statement): Promise<Result>;
}

/** The text of a query takes at most this share of the bytes: what is written into it makes it longer. */
const shareOfText = 0.5;

/**
 * The rows of queries that rarely have any: one statement asks which of them have rows, and only those are run. They all see the same
 * rows in a transaction.
 */
export async function queryRare(
  statements: readonly Statement[],
  { statementBytes, query }: Sending,
): Promise<readonly Result[]> {
  const bytes = statementBytes * shareOfText;
  const results: Result[] = [];
  for (const some of groupsWithin(statements, ({ text }) => Buffer.byteLength(text), { bytes })) {
    const { rows } = await query(whichHaveRows(some)).catch((cause: unknown) => {
      throw new SomeFailedError(some, query, cause);
    });
    const found = new Set(rows.map(({ query_index }) => Number(query_index)));
    for (const [index, statement] of some.entries())
      results.push(found.has(index) ? await query(statement) : { columns: [], rows: [] });
  }
  return results;
}

/** One of the queries that were asked together failed, and the engine does not say which. */
export class SomeFailedError extends Error {
  readonly queries: readonly Statement[];
  readonly query: Sending['query'];

  constructor(queries: readonly Statement[], query: Sending['query'], cause: unknown) {
    super('one of several queries failed', { cause });
    this.queries = queries;
    this.query = query;
  }
}

/**
 * The error of the query that fails alone in the same words, once nothing is open; else that of all of them. Where other rows are there
 * than before, it may be none of them.
 */
export async function failedAlone({ queries, query, cause }: SomeFailedError): Promise<unknown> {
  if (cause instanceof RetryableError || cause instanceof InterruptedError) return cause;
  for (const statement of queries) {
    try {
      await query(statement);
    } catch (error) {
      if (serverWords(error) === serverWords(cause)) return error;
    }
  }
  return cause;
}

/** What the engine said, without the numbers that it gives queries. */
function serverWords(error: unknown): string {
  const { cause = error } = error as Error;
  return (cause as Error).message.replace(/\d+/g, '');
}

/** A statement that asks which of these queries have rows. */
export function whichHaveRows(statements: readonly Statement[]): Statement {
  return {
    file: filesOf(statements),
    text: statements
      .map(({ text }, index) => `select ${index} as query_index from (\n${text}\n) as found_${index}`)
      .join('\nunion all\n'),
  };
}

/** What an error names where it may be any of them. */
function filesOf(statements: readonly Statement[]): string {
  const [first, ...others] = statements.map(({ file }) => file);
  return others.length === 0
    ? (first ?? '')
    : `${posix.dirname(first ?? '')} (${statements.length} files, asked together)`;
}
