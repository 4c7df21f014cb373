import type { Statement } from '../../sql.ts';
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
    const { rows } = await query(whichHaveRows(some));
    const found = new Set(rows.map(({ query_index }) => Number(query_index)));
    for (const [index, statement] of some.entries())
      results.push(found.has(index) ? await query(statement) : { columns: [], rows: [] });
  }
  return results;
}

/** A statement that asks which of these queries have rows. An error of it names the files of all. */
export function whichHaveRows(statements: readonly Statement[]): Statement {
  return {
    file: statements.map(({ file }) => file).join(', sql/'),
    text: statements
      .map(({ text }, index) => `select ${index} as query_index from (\n${text}\n) as found_${index}`)
      .join('\nunion all\n'),
  };
}
