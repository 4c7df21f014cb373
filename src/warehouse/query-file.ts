import { readSql, readStatement } from '../sql.ts';
import type { Parameters, Result, Row, Warehouse } from './warehouse.ts';

/** Runs the one statement of a file below `sql/`, whose rows are of the type that the caller knows. */
export async function queryFile<R extends Row = Row>(
  warehouse: Warehouse,
  file: string,
  parameters: Parameters = {},
): Promise<Result<R>> {
  return (await warehouse.query(readStatement(file), parameters)) as Result<R>;
}

/** Runs every statement of a file below `sql/`. */
export async function runFile(
  warehouse: Warehouse,
  file: string,
  parameters: Parameters = {},
): Promise<void> {
  for (const statement of readSql(file).statements) await warehouse.run(statement, parameters);
}
