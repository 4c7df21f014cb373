import type { Statement } from '../../sql.ts';
import type { RoomyTables } from '../warehouse.ts';
import type { DuckdbWarehouse } from './duckdb.ts';

/** DuckDB reads a table with one thread for each of these many committed rows, deleted or not. */
const rowGroup = 122_880;

/** What an event takes at least, so that no thread is prepared for that has no rows to read. */
const bytesPerEvent = 400;

/** More are not worth the time that their rows take, 0.05 s a thread and table. */
const mostThreads = 8;

/** The tables that a run fills and then reads whole, several times; of each a column. */
const filledTables = { staging_events: 'ts', songplays: 'start_time', time: 'start_time' };

/**
 * Makes tables so that one transaction can fill them and read them with many threads, although DuckDB counts committed
 * rows alone when it gives out threads: empty rows are committed, and deleted again. Until then the tables have
 * other names, for if the process is killed in between.
 */
export function roomyTables(warehouse: DuckdbWarehouse): RoomyTables {
  return {
    leastBytes: 2 * rowGroup * bytesPerEvent,
    makeTables: (statements, bytes) => makeTables(warehouse, statements, bytes),
  };
}

async function makeTables(
  warehouse: DuckdbWarehouse,
  statements: readonly (Statement | string)[],
  bytes: number,
): Promise<void> {
  const ofBytes = Math.floor(bytes / bytesPerEvent / rowGroup);
  const threads = Math.min(await countThreads(warehouse), mostThreads, ofBytes);
  if (threads < 2) return;

  const texts = statements.map((statement) => (typeof statement === 'string' ? statement : statement.text));
  const roomy = Object.entries(filledTables).map(([table, column]) => {
    const head = `create table ${table} (`;
    const text = texts.find((text) => text.includes(head)) ?? '';
    const columns = text.slice(text.indexOf(head) + head.length - 1);
    return { table, column, text, columns, name: `unfinished_${table}` };
  });
  const emptyRows = (threads - 1) * rowGroup;
  await warehouse.transaction(async () => {
    for (const { name, column, columns } of roomy) {
      await warehouse.run(`create or replace table ${name} ${columns}`);
      await warehouse.run(`insert into ${name} (${column}) select null from range(${emptyRows})`);
    }
  });
  for (const { name } of roomy) await warehouse.run(`delete from ${name}`);
  // Not in the transaction that renames: DuckDB cannot replay that from its log.
  await warehouse.transaction(async () => {
    for (const { name, table } of roomy) await warehouse.run(`alter table ${name} rename to ${table}`);
    const made = roomy.map(({ text }) => text);
    for (const text of texts) if (!made.includes(text)) await warehouse.run(text);
  });
}

async function countThreads(warehouse: DuckdbWarehouse): Promise<number> {
  const { rows } = await warehouse.query("select current_setting('threads') as threads");
  return Number(rows[0]?.threads);
}
