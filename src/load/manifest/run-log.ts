import { describeSkipped } from '../../sources/skipped.ts';
import { packageVersion } from '../../version.ts';
import { currentVersion } from '../../warehouse/migrations.ts';
import { queryFile } from '../../warehouse/query-file.ts';
import type { Parameters, Warehouse } from '../../warehouse/warehouse.ts';
import type { CheckResult } from '../checks.ts';
import type { UntimedReport } from '../report.ts';
import type { Stopwatch } from '../stopwatch.ts';
import { timestamp } from '../timestamp.ts';
import { manifestFile } from './file-of-version.ts';
import { writeJsonPaths, writeLocations } from './last-source.ts';

/** The newest run. */
export interface LastRun {
  readonly runId: number;
  readonly finishedAt: string;
  /**
   * How the newest run that read files mapped keys: its JSONPaths files as {@link writeJsonPaths} has them; undefined if none did,
   * or if it was one of 0.1.0, which recorded no JSONPaths files.
   */
  readonly mapping: Readonly<Record<'log_jsonpath' | 'song_jsonpath', string | null>> | undefined;
}

/** The newest run, if there is one, in tables of any version. */
export async function readLastRun(
  warehouse: Warehouse,
  version = currentVersion(),
): Promise<LastRun | undefined> {
  const { rows } = await queryFile(warehouse, manifestFile('last-run', version));
  const [newest] = rows;
  if (newest === undefined) return undefined;
  const {
    version: madeBy,
    logs_location = null,
    songs_location = null,
    log_jsonpath = null,
    song_jsonpath = null,
  } = rows.at(-1) ?? newest;
  const isKnown = (logs_location ?? songs_location) !== null && madeBy !== '0.1.0';
  return {
    runId: Number(newest.run_id),
    finishedAt: String(newest.finished_at),
    mapping: isKnown
      ? { log_jsonpath: log_jsonpath as string | null, song_jsonpath: song_jsonpath as string | null }
      : undefined,
  };
}

/** Whether no run was published between two readings of the newest one. */
export function isSameRun(one: LastRun | undefined, other: LastRun | undefined): boolean {
  return one?.runId === other?.runId && one?.finishedAt === other?.finishedAt;
}

/** Whether an attempt to publish a run did so. */
export async function isRecorded(warehouse: Warehouse, attemptId: string): Promise<boolean> {
  const { rows } = await queryFile(warehouse, 'manifest/attempt.sql', { attempt_id: attemptId });
  return rows.length > 0;
}

/** An attempt to publish a run. */
interface Attempt {
  readonly attemptId: string;
  readonly startedAt: Date;
  /** The clock of the run. */
  readonly now: Date;
  readonly stopwatch: Stopwatch;
}

/** Records the run in `etl.runs`, as the last thing before it is committed. */
export async function recordRun(
  warehouse: Warehouse,
  report: UntimedReport,
  { attemptId, startedAt, now, stopwatch }: Attempt,
): Promise<void> {
  const { list, stage, star, check } = stopwatch.seconds();
  const row = {
    run_id: Number(report.run_id),
    attempt_id: attemptId,
    started_at: timestamp(startedAt),
    finished_at: timestamp(new Date()),
    logs_location: writeLocations(report.sources.logs),
    songs_location: writeLocations(report.sources.songs),
    log_jsonpath: writeJsonPaths(report.sources.log_jsonpath),
    song_jsonpath: writeJsonPaths(report.sources.song_jsonpath),
    clock: now.getTime(),
    list_seconds: list,
    stage_seconds: stage,
    star_seconds: star,
    check_seconds: check,
    transaction_seconds: stopwatch.inTransaction(),
    version: packageVersion(),
    engine_version: warehouse.engineVersion,
    files_seen: report.files.seen,
    files_new: report.files.new,
    files_changed: report.files.changed,
    files_removed: report.files.removed,
    files_unchanged: report.files.unchanged,
    skipped: describeSkipped(report.skipped) || null,
    records: report.records.total,
    lines: report.records.lines,
    blank: report.records.blank,
    staged: report.records.staged,
    rejected: report.records.rejected,
    bytes: report.bytes.decompressed,
    plays_from_events: report.plays.from_events,
    songplays: report.plays.songplays,
    matched: report.plays.matched,
  };
  const names = Object.keys(row);
  const values = names.map((name) => (name.endsWith('_at') ? `cast($${name} as timestamp)` : `$${name}`));
  await warehouse.run(`insert into etl.runs (${names.join(', ')}) values (${values.join(', ')})`, row);
}

/** Records in `etl.checks` what the checks of a run found. */
export async function recordChecks(
  warehouse: Warehouse,
  runId: number,
  checks: readonly CheckResult[],
): Promise<void> {
  const parameters: Record<string, Parameters[string]> = { run_id: runId, checked_at: timestamp(new Date()) };
  const rows = checks.map(({ name, bad_rows }, index) => {
    parameters[`name_${index}`] = name;
    parameters[`bad_rows_${index}`] = bad_rows.length;
    return `(cast($run_id as integer), $name_${index}, cast($bad_rows_${index} as integer), cast($checked_at as timestamp))`;
  });
  await warehouse.run(
    `insert into etl.checks (run_id, name, bad_rows, checked_at) values\n  ${rows.join(',\n  ')}`,
    parameters,
  );
}
