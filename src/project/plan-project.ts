import { readLastRun } from '../load/manifest/run-log.ts';
import { planOwnTables } from '../load/own-tables/plan-own-tables.ts';
import { connectIfThere, openEmptyTables, type WarehouseOptions } from '../warehouse/connect.ts';
import { currentVersion } from '../warehouse/migrations.ts';
import { readSchemaVersion } from '../warehouse/schema-version.ts';
import type { Project } from './project.ts';
import { requireRunnable } from './require-runnable.ts';

/** What a run does with a project folder, as `etl --dry-run --json` prints it. The names are a contract. */
export interface ProjectPlan {
  readonly folder: string;
  /** The tables that a run which publishes builds, in this order. */
  readonly tables: readonly string[];
  /** Whether a run has something to publish for these tables alone. */
  readonly changed: boolean;
  /** Tables that a run drops, since the folder has no file for them any more. */
  readonly dropped: readonly string[];
  readonly checks: readonly string[];
  readonly questions: readonly string[];
}

/**
 * Plans what a run does with a project folder, and finds out whether the engine takes all of its SQL. The warehouse is opened
 * for reading only, and none of the SQL is run.
 *
 * @throws {UsageError} that names file and line, for SQL that a run or `ask` would refuse
 */
export async function planProject(
  project: Project,
  options: Omit<WarehouseOptions, 'readOnly'> & { readonly warehouse: string },
): Promise<ProjectPlan> {
  await using published = await connectIfThere(options.warehouse, options);
  const version = (published && (await readSchemaVersion(published))) ?? 0;
  await using empty =
    version === currentVersion() ? undefined : await openEmptyTables(options.warehouse, published);
  const warehouse = empty?.warehouse ?? published;
  if (warehouse === undefined) throw new Error('There is no warehouse of this version.');
  const lastRunId = empty === undefined ? (await readLastRun(warehouse))?.runId : undefined;
  const plan = await planOwnTables(published ?? warehouse, project.tables, { lastRunId, version });
  await requireRunnable(warehouse, { ...project, tables: plan.tables }, empty);
  return {
    folder: project.folder,
    tables: plan.tables.map(({ name }) => name),
    changed: plan.isChanged,
    dropped: plan.removed.map(({ name }) => name),
    checks: project.checks.map(({ name }) => name),
    questions: project.questions.map(({ name }) => name),
  };
}
