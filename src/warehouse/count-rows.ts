import { quoteLiteral, quoteTable } from '../quote.ts';
import type { Statement } from '../sql.ts';
import type { Warehouse } from './warehouse.ts';

/**
 * The rows of tables, by name, in one statement. DuckDB plans a union ten times as fast as a select of as many subqueries.
 *
 * @param others what else is counted: selects of `counted`, a name, and `row_count`
 */
export async function countRows(
  warehouse: Warehouse,
  tables: readonly string[],
  others?: Statement,
): Promise<Readonly<Record<string, number>>> {
  const counts = tables.map(
    (name) => `select ${quoteLiteral(name)} as counted, count(*) as row_count from ${quoteTable(name)}`,
  );
  const text = [...counts, ...(others === undefined ? [] : [others.text])].join('\nunion all\n');
  const { rows } = await warehouse.query(others === undefined ? text : { ...others, text });
  return Object.fromEntries(rows.map(({ counted, row_count }) => [String(counted), Number(row_count)]));
}
