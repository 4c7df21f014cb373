import type { Changes } from './changes.ts';
import { type CheckResult, requirePassed, runChecks } from './checks.ts';
import { buildOwnTables } from './own-tables/build-own-tables.ts';
import type { OwnTablesPlan } from './own-tables/plan-own-tables.ts';
import { allTime, periodParameters, stagedPeriod } from './period.ts';
import type { Run } from './run.ts';
import { buildStar } from './star.ts';

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
  readonly runId: number;
  /** The newly staged rows have this file id or a greater one. */
  readonly firstFileId: number;
}

/**
 * Builds the star and the tables of the project, and checks both.
 *
 * @throws {DataError} if a check fails
 */
export async function buildAndCheck(
  { warehouse, options, now, stopwatch }: Run,
  { changes, own, runId, firstFileId }: ToBuild,
): Promise<Built> {
  options.onProgress?.({ step: 'star' });
  const period = changes.songs || changes.rowsLeft ? allTime : await stagedPeriod(warehouse, firstFileId);
  const parameters = { ...periodParameters(period, now), first_file_id: firstFileId };
  await buildStar(warehouse, changes, parameters);
  const ownTables = await buildOwnTables(warehouse, own, runId);
  stopwatch.lap('star');

  options.onProgress?.({ step: 'check' });
  const checks = await runChecks(warehouse, parameters, options.checks);
  requirePassed(checks, 'Nothing was published.');
  stopwatch.lap('check');
  return { checks, ownTables };
}
