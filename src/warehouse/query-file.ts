import { readSql } from '../sql.ts';
import type { Parameters, Result, Warehouse } from './warehouse.ts';

/** Runs the one statement of a file below `sql/`. */
export async function queryFile(
  warehouse: Warehouse,
  file: string,
  parameters: Parameters = {},
): Promise<Result> {
  const [statement] = readSql(file).statements;
  if (statement === undefined) throw new Error(`sql/${file} has no statement.`);
  return await warehouse.query(statement, parameters);
}
