import type { LoadableWarehouse } from '../warehouse/warehouse.ts';
import type { Changes } from './changes.ts';
import { type CheckFile, type CheckResult, requirePassed, runChecks } from './checks.ts';
import { buildOwnTables } from './own-tables/build-own-tables.ts';
import type { OwnTablesPlan } from './own-tables/plan-own-tables.ts';
import { allTime, periodParameters, stagedPeriod } from './period.ts';
import type { OnProgress } from './progress.ts';
import { buildStar } from './star.ts';
import type { Stopwatch } from './stopwatch.ts';

/** What was built from staging, and what the checks found. */
export interface Built {
  readonly checks: readonly CheckResult[];
  /** The rows of each table of the project. */
  readonly ownTables: Readonly<Record<string, number>>;
}

export const nothingBuilt: Built = { checks: [], ownTables: {} };

interface ToBuild {
  readonly changes: Changes;
  readonly own: OwnTablesPlan;
  /** Checks of the project. */
  readonly ownChecks: readonly CheckFile[] | undefined;
  readonly runId: number;
  readonly firstFileId: number;
  /** When the run began. */
  readonly now: Date;
  readonly onProgress: OnProgress;
  readonly stopwatch: Stopwatch;
}

/**
 * Builds the star and the tables of the project, and checks both.
 *
 * @throws {DataError} if a check fails
 */
export async function buildAndCheck(warehouse: LoadableWarehouse, given: ToBuild): Promise<Built> {
  const { changes, own, ownChecks, runId, firstFileId, now, onProgress, stopwatch } = given;
  onProgress({ step: 'star' });
  const period = changes.songs || changes.rowsLeft ? allTime : await stagedPeriod(warehouse, firstFileId);
  const parameters = { ...periodParameters(period, now), first_file_id: firstFileId };
  await buildStar(warehouse, changes, parameters);
  const ownTables = await buildOwnTables(warehouse, own, runId);
  stopwatch.lap('star');

  onProgress({ step: 'check' });
  const checks = await runChecks(warehouse, parameters, ownChecks);
  requirePassed(checks, 'Nothing was published.');
  stopwatch.lap('check');
  return { checks, ownTables };
}
