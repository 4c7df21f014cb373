import { columnList } from '../../schema/ddl.ts';
import type { Table } from '../../schema/definition.ts';
import { tableNamed } from '../../schema/tables.ts';
import type { Warehouse } from '../warehouse.ts';

/** DuckDB reads a table with one thread for each of these many committed rows, deleted or not. */
const rowGroup = 122_880;

/** What an event takes at least, so that no thread is prepared for that has no rows to read. */
const bytesPerEvent = 400;

/** More are not worth the time that their rows take, 0.05 s a thread and table. */
const mostThreads = 8;

/** The tables that a run fills and then reads whole, several times. */
const filledTables = (['staging_events', 'songplays', 'time'] as const).map(tableNamed);

/** Less than this is not worth it. */
const leastBytes = 2 * rowGroup * bytesPerEvent;

/**
 * Makes tables so that one transaction can fill them and read them with many threads, although DuckDB counts committed
 * rows alone when it gives out threads: empty rows are committed, and deleted again. Until then the tables have
 * other names, for if the process is killed in between.
 */
export async function makeTablesAhead(
  warehouse: Warehouse,
  bytes: number,
  makeOthers: (made: readonly string[]) => Promise<void>,
): Promise<boolean> {
  if (bytes < leastBytes) return false;
  const ofBytes = Math.floor(bytes / bytesPerEvent / rowGroup);
  const threads = Math.min(await countThreads(warehouse), mostThreads, ofBytes);
  if (threads < 2) return false;

  const emptyRows = (threads - 1) * rowGroup;
  await warehouse.transaction(async () => {
    for (const table of filledTables) {
      const name = unfinished(table);
      await warehouse.run(`create or replace table ${name} ${columnList('duckdb', table)}`);
      await warehouse.run(`insert into ${name} (${table.sortedBy}) select null from range(${emptyRows})`);
    }
  });
  for (const table of filledTables) await warehouse.run(`delete from ${unfinished(table)}`);
  // Not in the transaction that renames: DuckDB cannot replay that from its log.
  await warehouse.transaction(async () => {
    for (const table of filledTables)
      await warehouse.run(`alter table ${unfinished(table)} rename to ${table.name}`);
    await makeOthers(filledTables.map(({ name }) => name));
  });
  return true;
}

function unfinished({ name }: Table): string {
  return `unfinished_${name}`;
}

async function countThreads(warehouse: Warehouse): Promise<number> {
  const { rows } = await warehouse.query("select current_setting('threads') as threads");
  return Number(rows[0]?.threads);
}
