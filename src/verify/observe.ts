import { setTimeout as sleep } from 'node:timers/promises';
import { copySql } from '../warehouse/redshift/copy-sql.ts';
import type { RedshiftSettings } from '../warehouse/redshift/settings.ts';
import type { Parameters, Value, Warehouse } from '../warehouse/warehouse.ts';
import type { Point, Trial } from './point.ts';

/** The first value of the first row, as text. */
export async function observeValue(
  warehouse: Warehouse,
  sql: string,
  parameters?: Parameters,
): Promise<string> {
  const { columns, rows } = await warehouse.query(sql, parameters);
  return printed(rows[0]?.[columns[0] ?? ''] ?? null);
}

/** What a point does that is one statement, and observes its first value. */
export function selecting(sql: string): Pick<Point, 'statement' | 'run'> {
  return { statement: sql, run: async ({ open }) => await observeValue(await open(), sql) };
}

/** A value with its type where it is not text, so that `1` and `'1'` differ. */
function printed(value: Value): string {
  if (value === null) return 'NULL';
  return typeof value === 'string' ? value : `${value} (${typeof value})`;
}

/** The words of the failure, or that there was none. */
export async function observeFailure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'no error';
  } catch (error) {
    return `error: ${wordsOf(error)}`;
  }
}

/** The message of an error, and of what caused it where that says more. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const more = cause instanceof Error && !error.message.includes(cause.message) ? ` (${cause.message})` : '';
  return `${error.message}${more}`.replace(/\s+/g, ' ');
}

/** Whether some work ends in time; what it does later is nobody's concern. */
export async function endsWithin(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  const ended = work.then(() => true);
  ended.catch(() => undefined);
  return await Promise.race([ended, sleep(milliseconds, false, { ref: false })]);
}

/** An empty table of whole numbers. */
export async function makeTable(warehouse: Warehouse, name: string): Promise<void> {
  await warehouse.run(`drop table if exists ${name}`);
  await warehouse.run(`create table ${name} (n integer)`);
}

/** A file of a few records, and the table that it is copied into. */
interface SmallFile {
  readonly name: string;
  readonly body: string;
  /** `n integer, t varchar(8)` */
  readonly columns: string;
  /** Paths of a JSONPaths file; without them columns are fed by name. */
  readonly paths?: readonly string[];
}

/** A session with a temporary table, and the COPY into it, which is still to be sent. */
export async function prepareCopy(
  { open, config: { role }, folder }: Trial,
  { name, body, columns, paths }: SmallFile,
  login?: Partial<RedshiftSettings>,
) {
  const warehouse = await open(login);
  const from = await folder.put(`points/${name}.json`, Buffer.from(body));
  const format =
    paths === undefined
      ? ('auto' as const)
      : await folder.put(`points/paths-of-${name}.json`, Buffer.from(JSON.stringify({ jsonpaths: paths })));
  const table = `verify_${name.replaceAll('-', '_')}`;
  await warehouse.run(`create temp table ${table} (${columns})`);
  const names = columns.split(', ').map((column) => column.split(' ')[0] ?? '');
  const copy = { table: [table] as const, columns: names, from, format, role, region: folder.region };
  return { warehouse, table, sql: copySql(copy) };
}

/** The values that a COPY of a small file brought, or the words of its failure. */
export async function observeCopy(trial: Trial, file: SmallFile): Promise<string> {
  const { warehouse, table, sql } = await prepareCopy(trial, file);
  try {
    await warehouse.run(sql);
  } catch (error) {
    return `error: ${wordsOf(error)}`;
  }
  const { rows } = await warehouse.query(`select * from ${table}`);
  return rows.length === 0 ? 'no row' : rows.flatMap((row) => Object.values(row).map(printed)).join(', ');
}
