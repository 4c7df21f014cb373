import { connect } from '../warehouse/connect.ts';
import { currentVersion } from '../warehouse/migrations.ts';
import { type OpenOptions, settingsOf, type WarehouseLocation } from '../warehouse/open-warehouse.ts';
import { readSchemaVersion, requireNotNewer } from '../warehouse/schema-version.ts';
import { everything } from './changes.ts';
import { tablesToLock } from './manifest/lock.ts';
import { migrate } from './migrate.ts';
import { allTime, periodParameters } from './period.ts';
import type { Upgrade } from './report.ts';
import { buildStar } from './star.ts';
import { requireTables } from './tables.ts';

/** What an upgrade did, or would do; `sparkify upgrade --json` prints it as it is. */
export interface UpgradeReport extends Omit<Upgrade, 'files_to_read_again'> {
  readonly status: 'upgraded' | 'up-to-date' | 'dry-run';
  readonly warehouse: string;
  /** Loaded files that the next runs read again, since today's rules may read them otherwise; null in a dry run. */
  readonly files_to_read_again: number | null;
}

/** How tables of an older version are brought up to date. */
export interface UpgradeOptions extends OpenOptions {
  /** Changes nothing, and reports which version the tables would be brought to. */
  readonly dryRun?: boolean;
  /** The clock that decides which files are read again; now unless given. */
  readonly now?: Date;
}

/**
 * Brings the tables of an older version of this program up to date, and rebuilds the star from what is staged, in one
 * transaction. Reads no source: files that today's rules may read otherwise are read again by the next `etl`.
 *
 * @throws {NothingPublishedError} if there are no tables
 * @throws {UsageError} if a newer version made them, or something of a user keeps a table from being replaced
 */
export async function upgrade(
  named: WarehouseLocation,
  { dryRun = false, now = new Date(), ...given }: UpgradeOptions = {},
): Promise<UpgradeReport> {
  const { warehouse: location, ...options } = { ...settingsOf(named), ...given };
  await requireTables(location, options);
  await using warehouse = await connect(location, { ...options, readOnly: dryRun });
  const from = (await readSchemaVersion(warehouse)) ?? currentVersion();
  requireNotNewer(from, location);
  const unchanged = { from, to: currentVersion(), warehouse: warehouse.location };
  if (from === currentVersion()) return { status: 'up-to-date', ...unchanged, files_to_read_again: 0 };
  if (dryRun) return { status: 'dry-run', ...unchanged, files_to_read_again: null };
  const done = await warehouse.transaction(
    async () => {
      const upgraded = await migrate(warehouse, (await readSchemaVersion(warehouse)) ?? from, now);
      if (upgraded === undefined) return undefined;
      await buildStar(warehouse, everything, periodParameters(allTime, now));
      await warehouse.run("update etl.own_tables set definition = ''"); // of the star before: the next run builds them
      return upgraded;
    },
    { lock: tablesToLock(from) },
  );
  await warehouse.afterRun();
  return { status: 'upgraded', ...unchanged, ...done, files_to_read_again: done?.files_to_read_again ?? 0 };
}
