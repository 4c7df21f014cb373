import type { Statement } from '../sql.ts';
import type { DuckdbWarehouse } from './duckdb.ts';

/** DuckDB reads a table with one thread for each of these many committed rows, deleted or not. */
const rowGroup = 122_880;

/** What an event takes at least, so that no thread is prepared for that has no rows to read. */
const bytesPerEvent = 400;

/** More are not worth the time that their rows take, 0.05 s a thread and table. */
const mostThreads = 8;

/** The tables that a run fills and then reads whole, several times; of each a column. */
const roomyTables = { staging_events: 'ts', songplays: 'start_time', time: 'start_time' };

/**
 * Makes tables so that one transaction can fill them and read them with many threads, although DuckDB counts committed
 * rows alone when it gives out threads: empty rows are committed, and deleted again. Until then the tables have
 * other names, for if the process is killed in between.
 *
 * @param statements make all tables
 * @param bytes of the files of the run; for so few that one thread is enough, nothing is made
 */
export async function makeRoomyTables(
  warehouse: DuckdbWarehouse,
  statements: readonly (Statement | string)[],
  bytes: number,
): Promise<void> {
  const threads = Math.min(
    await countThreads(warehouse),
    mostThreads,
    Math.floor(bytes / bytesPerEvent / rowGroup),
  );
  if (threads < 2) return;

  const texts = statements.map((statement) => (typeof statement === 'string' ? statement : statement.text));
  const roomy = Object.entries(roomyTables).map(([table, column]) => {
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
