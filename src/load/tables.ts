import { quoteLiteral, quoteName } from '../quote.ts';
import { createStatements } from '../schema/ddl.ts';
import { type LoadedTableName, loadedTables, tables } from '../schema/tables.ts';
import type { ListedFile } from '../sources/data-set.ts';
import { readStatement } from '../sql.ts';
import { packageVersion } from '../version.ts';
import { connect, type WarehouseOptions } from '../warehouse/connect.ts';
import { countRows } from '../warehouse/count-rows.ts';
import { currentVersion } from '../warehouse/migrations.ts';
import { readBuiltTables } from '../warehouse/own-tables.ts';
import { noTables, readSchemaVersion } from '../warehouse/schema-version.ts';
import type { LoadableWarehouse, Warehouse } from '../warehouse/warehouse.ts';
import { bytesOf } from './list.ts';

/**
 * Makes every table, empty. What tables and columns mean is stored by {@link LoadableWarehouse.describeTables}.
 *
 * @param made names of tables that are there
 */
export async function makeTables(warehouse: Warehouse, made: readonly string[] = []): Promise<void> {
  await warehouse.runAll([
    ...createStatements(warehouse.engine, made),
    'insert into etl.lock (next_file_id) values (1)',
    versionStatement(),
  ]);
}

/**
 * Makes every table, empty, before the transaction of a first run that reads these files, where that makes the run
 * faster: docs/decisions/presized-tables.md.
 *
 * @returns the version of the tables, if they are there now
 */
export async function makeTablesAhead(
  warehouse: LoadableWarehouse,
  found: readonly ListedFile[],
): Promise<number | undefined> {
  const areMade = await warehouse.makeTablesAhead(bytesOf(found), async (made) => {
    await makeTables(warehouse, made);
    await warehouse.describeTables();
  });
  return areMade ? currentVersion() : undefined;
}

/** Records of which version new tables are. */
function versionStatement(): string {
  return `insert into etl.migrations (version, name, applied_by) values (${currentVersion()}, 'new tables', ${quoteLiteral(packageVersion())})`;
}

/** Removes the rows of every table but the run log, for a run that loads everything again. */
export async function emptyTables(warehouse: Warehouse): Promise<void> {
  const emptied = tables.filter(({ kind }) => kind !== 'log');
  await warehouse.runAll(emptied.map(({ name }) => `delete from ${name}`));
}

/**
 * Requires tables of any version in a warehouse, without making any.
 *
 * @throws {NothingPublishedError} if there is none, or no such warehouse
 */
export async function requireTables(location: string, options: WarehouseOptions): Promise<void> {
  await using warehouse = await connect(location, { ...options, readOnly: true });
  if ((await readSchemaVersion(warehouse)) === undefined) throw noTables(location);
}

/** Drops every table of this program that is there, those of a project, and the load manifest with them. */
export async function dropTables(warehouse: Warehouse): Promise<void> {
  const built =
    (await readSchemaVersion(warehouse)) === currentVersion() ? await readBuiltTables(warehouse) : [];
  const dropped = [...built.map(({ name }) => quoteName(name)), ...loadedTables.map(({ name }) => name)];
  await warehouse.runAll([
    ...dropped.map((name) => `drop table if exists ${name}`),
    'drop schema if exists etl cascade',
  ]);
}

/** What a warehouse holds. */
export interface RowCounts {
  /** The rows of each table of staging and star. */
  readonly tables: Readonly<Record<LoadedTableName, number>>;
  /** The plays among the staged events. */
  readonly fromEvents: number;
  /** The plays in the star that match a song record. */
  readonly matched: number;
}

export async function countAll(warehouse: Warehouse): Promise<RowCounts> {
  const names = loadedTables.map(({ name }) => name);
  const counts = await countRows(warehouse, names, readStatement('report/play-counts.sql'));
  const { from_events = Number.NaN, matched = Number.NaN, ...tables } = counts;
  const inOrder = names.map((name) => [name, tables[name]]);
  return { tables: Object.fromEntries(inOrder), fromEvents: from_events, matched };
}
