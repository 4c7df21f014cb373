import type { Statement } from '../sql.ts';
import { readSql } from '../sql.ts';
import type { Parameters, Warehouse } from '../warehouse/warehouse.ts';

/** Builds the plays, users and times of a period, and all songs and artists if song records came or went. */
export async function buildStar(
  warehouse: Warehouse,
  { songsChanged, parameters }: { readonly songsChanged: boolean; readonly parameters: Parameters },
): Promise<void> {
  for (const statement of starStatements(songsChanged)) await warehouse.run(statement, parameters);
}

/** One table, one file; the times come from the plays. */
function starStatements(songsChanged: boolean): readonly Statement[] {
  const tables = [...(songsChanged ? ['songs', 'artists'] : []), 'users', 'songplays', 'time'];
  return tables.flatMap((table) => readSql(`both/star/${table}.sql`).statements);
}
