import type { Statement } from '../sql.ts';
import { readSql } from '../sql.ts';
import type { Parameters, Warehouse } from '../warehouse/warehouse.ts';
import type { Changes } from './changes.ts';

type StarChanges = Pick<Changes, 'songs' | 'rowsLeft' | 'anew'>;

/** Builds the plays, users and times of a period, and all songs and artists if song records came or went. */
export async function buildStar(
  warehouse: Warehouse,
  changes: StarChanges,
  parameters: Parameters,
): Promise<void> {
  for (const statement of starStatements(changes)) await warehouse.run(statement, parameters);
}

/** One table, one file; the times come from the plays. */
function starStatements({ songs, rowsLeft, anew }: StarChanges): readonly Statement[] {
  const files = [
    ...(anew ? ['empty'] : []),
    ...(songs ? ['songs', 'artists'] : []),
    ...(rowsLeft ? ['departed-users'] : []),
    'users',
    'songplays',
    'time',
  ];
  return files.flatMap((file) => readSql(`model/${file}.sql`).statements);
}
