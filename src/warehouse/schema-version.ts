import { NothingPublishedError, UsageError } from '../errors.ts';
import { packageVersion } from '../version.ts';
import { onWarehouse } from './hint-on-warehouse.ts';
import { currentVersion } from './migrations.ts';
import type { Warehouse } from './warehouse.ts';

/** The table of an exported copy that holds its manifest, by which a file is known as made by this program. */
export const copyTable = 'sparkify_export';

/**
 * The version of the tables in a warehouse: undefined where there are none, 0 for tables that were made before versions
 * were recorded.
 *
 * @throws {UsageError} for a copy that `sparkify export` made, which is replaced as a whole
 */
export async function readSchemaVersion(warehouse: Warehouse): Promise<number | undefined> {
  const { rows } = await warehouse.query(
    `select table_name from information_schema.tables where (table_schema = 'etl' and table_name in ('files', 'migrations')) or table_name = '${copyTable}'`,
  );
  const tables = rows.map(({ table_name }) => table_name);
  if (!tables.includes('files')) {
    if (tables.includes(copyTable)) throw madeByExport(warehouse.location);
    return undefined;
  }
  if (!tables.includes('migrations')) return 0;
  return await readNewestVersion(warehouse);
}

/** The same where the tables are known to be there, and locked, since a version was read that is not 0. */
export async function readNewestVersion(warehouse: Warehouse): Promise<number> {
  const { rows } = await warehouse.query('select max(version) as version from etl.migrations');
  return Number(rows[0]?.version);
}

/**
 * Requires tables of the version that this program works on.
 *
 * @throws {NothingPublishedError} if there are no tables
 * @throws {UsageError} if they are of another version, with what to do
 */
export async function requireCurrentTables(warehouse: Warehouse, location: string): Promise<void> {
  const version = await readSchemaVersion(warehouse);
  if (version === undefined) throw noTables(location);
  requireNotNewer(version, location);
  if (version === currentVersion()) return;
  throw new UsageError(
    'SPK-306',
    `The tables of ${location} are of version ${version}; sparkify ${packageVersion()} works on version ${currentVersion()}.`,
    {
      details: ['Nothing was changed.'],
      hints: [
        { command: 'upgrade', flags: onWarehouse(location), why: 'Upgrade them' },
        'The next etl upgrades them as well.',
      ],
    },
  );
}

function madeByExport(location: string): UsageError {
  return new UsageError('SPK-302', `The warehouse ${location} is a copy for other tools.`, {
    hints: ['Name the warehouse that it was made of with --warehouse; other tools read the copy.'],
  });
}

export function noTables(location: string): NothingPublishedError {
  return new NothingPublishedError('SPK-301', `The warehouse ${location} has no tables yet.`, {
    hints: [{ command: 'etl', flags: { data: 'DIR', ...onWarehouse(location) }, why: 'Load it first' }],
  });
}

/** @throws {UsageError} if a newer version of this program made the tables */
export function requireNotNewer(version: number, location: string): void {
  if (version <= currentVersion()) return;
  throw new UsageError(
    'SPK-307',
    `The tables of ${location} are of version ${version}, which a newer sparkify made; sparkify ${packageVersion()} knows versions up to ${currentVersion()}.`,
    {
      details: ['Nothing was changed.'],
      hints: ['Install the newer version: docs/operations.md#installation describes how.'],
    },
  );
}
