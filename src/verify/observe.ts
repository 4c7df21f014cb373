import { setTimeout as sleep } from 'node:timers/promises';
import { copySql } from '../warehouse/redshift/copy-sql.ts';
import type { Parameters, Row, Value, Warehouse } from '../warehouse/warehouse.ts';
import type { Trial } from './point.ts';

/** The first value of the first row, as text. */
export async function observeValue(
  warehouse: Warehouse,
  sql: string,
  parameters?: Parameters,
): Promise<string> {
  const { columns, rows } = await warehouse.query(sql, parameters);
  return printed(rows[0]?.[columns[0] ?? ''] ?? null);
}

/** A value with its type where it is not text, so that `1` and `'1'` differ. */
export function printed(value: Value): string {
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

/** A file of a few records, copied into a temporary table: the rows, or the words of the failure. */
export async function observeCopy(
  { open, config, folder }: Trial,
  file: {
    readonly name: string;
    readonly body: string | Uint8Array;
    /** `n integer, t varchar(8)` */
    readonly columns: string;
    /** Paths of a JSONPaths file; without them columns are fed by name. */
    readonly paths?: readonly string[];
  },
): Promise<readonly Row[] | string> {
  const warehouse = await open();
  const from = await folder.put(`points/${file.name}.json`, Buffer.from(file.body));
  const format =
    file.paths === undefined
      ? ('auto' as const)
      : await folder.put(
          `points/paths-of-${file.name}.json`,
          Buffer.from(JSON.stringify({ jsonpaths: file.paths })),
        );
  const table = `verify_${file.name.replaceAll('-', '_')}`;
  await warehouse.run(`create temp table ${table} (${file.columns})`);
  const columns = file.columns.split(', ').map((column) => column.split(' ')[0] ?? '');
  const { role } = config;
  try {
    await warehouse.run(copySql({ table: [table], columns, from, format, role, region: folder.region }));
  } catch (error) {
    return `error: ${wordsOf(error)}`;
  }
  return (await warehouse.query(`select * from ${table}`)).rows;
}

/** The one value that a COPY brought, or the words of its failure. */
export function onlyValue(observed: readonly Row[] | string): string {
  if (typeof observed === 'string') return observed;
  const values = observed.flatMap((row) => Object.values(row).map(printed));
  return values.length === 0 ? 'no row' : values.join(', ');
}
