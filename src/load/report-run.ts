import type { DataSet } from '../sources/source.ts';
import type { LoadedBy, StagedFile } from '../warehouse/stage.ts';
import type { CheckResult } from './checks.ts';
import { countFiles, locationsIn } from './describe-plan.ts';
import { bytesOf } from './list.ts';
import { filesToLoad, type Plan } from './plan.ts';
import { type EtlReport, listedLocations, type UntimedReport, type Upgrade } from './report.ts';
import type { Run } from './run.ts';
import { describeSources } from './skipped-names.ts';
import type { Staged } from './stage.ts';
import { sum } from './sum.ts';
import { countAll } from './tables.ts';

interface RunFacts {
  /** This run, or the newest one if there was nothing to do. */
  readonly runId: number | undefined;
  readonly status: EtlReport['status'];
  readonly plan: Plan;
  readonly staged: Staged;
  readonly checks: readonly CheckResult[];
  readonly ownTables: EtlReport['own_tables'];
  readonly upgraded: Upgrade | undefined;
}

/** Reports what a run did, and counts what the warehouse holds now. */
export async function reportRun(run: Run, facts: RunFacts): Promise<UntimedReport> {
  const { warehouse, options, skipped } = run;
  const { plan, staged, checks } = facts;
  const empty = emptyFiles(staged);
  const countOf = (dataSet: DataSet) => plan.listed.filter((each) => each.dataSet === dataSet).length;
  const { tables, fromEvents, matched } = await countAll(warehouse);
  const { removed: _, ...locations } = locationsIn(plan, listedLocations);
  return {
    run_id: facts.runId === undefined ? null : String(facts.runId),
    status: facts.status,
    upgraded: facts.upgraded ?? null,
    rebuilt: options.rebuild ? 'all' : options.rebuildStar ? 'star' : null,
    warehouse: warehouse.location,
    sources: describeSources(run.sources),
    files: { ...countFiles(plan), empty: empty.length, logs: countOf('logs'), songs: countOf('songs') },
    skipped: skipped.counts,
    bytes: {
      seen: bytesOf(plan.listed),
      loaded: bytesOf(filesToLoad(plan)),
      decompressed: sum(staged.files, (file) => file.bytes),
    },
    records: countRecords(staged.files),
    plays: {
      from_events: fromEvents,
      duplicate: fromEvents - tables.songplays,
      songplays: tables.songplays,
      matched,
    },
    tables,
    own_tables: facts.ownTables,
    checks: {
      passed: checks.filter(({ passed }) => passed).length,
      failed: checks.filter(({ passed, severity }) => !passed && severity === 'error').length,
      warned: checks.filter(({ passed, severity }) => !passed && severity === 'warn').map(({ name }) => name),
    },
    locations: { ...locations, empty: empty.slice(0, listedLocations), skipped: skipped.locations },
    loaded_by: countWays(staged.files),
    unknown_keys: staged.unknownKeys,
  };
}

/** Files without a record, as far as it is known: of files that one COPY loaded together, it is not. */
function emptyFiles({ files }: Staged): readonly string[] {
  const withoutRecords = files.filter(
    ({ found, copyGroupId, staged, rejected }) =>
      found.file.size === 0 || (copyGroupId === undefined && staged + rejected === 0),
  );
  return withoutRecords.map(({ found }) => found.file.location);
}

function countWays(files: readonly StagedFile[]): EtlReport['loaded_by'] {
  const ways: Partial<Record<LoadedBy, number>> = {};
  for (const { loadedBy } of files) ways[loadedBy] = (ways[loadedBy] ?? 0) + 1;
  return ways;
}

function countRecords(files: readonly StagedFile[]): EtlReport['records'] {
  return {
    total: sum(files, (file) => file.records),
    lines: sum(files, (file) => file.lines),
    blank: sum(files, (file) => file.blank),
    staged: sum(files, (file) => file.staged),
    rejected: sum(files, (file) => file.rejected),
  };
}
