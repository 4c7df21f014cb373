import type { Warehouse } from '../warehouse/warehouse.ts';
import type { UntimedReport } from './report-run.ts';

/** Writes the run into `etl.runs`, as the last thing before it is committed. */
export async function bookRun(
  warehouse: Warehouse,
  report: UntimedReport,
  {
    startedAt,
    version,
    token,
  }: { readonly startedAt: Date; readonly version: string; readonly token: string },
): Promise<void> {
  const row = {
    run_id: Number(report.run_id),
    token,
    started_at: timestamp(startedAt),
    finished_at: timestamp(new Date()),
    logs: report.sources.logs,
    songs: report.sources.songs,
    version,
    engine_version: warehouse.engineVersion,
    files_seen: report.files.seen,
    files_new: report.files.new,
    files_changed: report.files.changed,
    files_removed: report.files.removed,
    files_unchanged: report.files.unchanged,
    lines: report.records.lines,
    blank: report.records.blank,
    staged: report.records.staged,
    rejected: report.records.rejected,
    plays_from_events: report.plays.from_events,
    songplays: report.plays.songplays,
    matched: report.plays.matched,
  };
  const names = Object.keys(row);
  const values = names.map((name) => (name.endsWith('_at') ? `cast($${name} as timestamp)` : `$${name}`));
  await warehouse.run(`insert into etl.runs (${names.join(', ')}) values (${values.join(', ')})`, row);
}

function timestamp(instant: Date): string {
  return instant.toISOString().replace('T', ' ').replace('Z', '');
}
