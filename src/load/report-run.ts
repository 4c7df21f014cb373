import { queryFile } from '../warehouse/query-file.ts';
import type { LoadedBy, Warehouse } from '../warehouse/warehouse.ts';
import type { CheckResult } from './checks.ts';
import type { Contents } from './contents.ts';
import type { LoadedFile } from './manifest/manifest.ts';
import type { Upgrade } from './migrate.ts';
import type { Plan } from './plan.ts';
import type { Changes } from './record-plan.ts';
import { type EtlReport, listedLocations } from './report.ts';
import type { SkippedNames } from './skipped-names.ts';
import type { Staged, StagedFile } from './stage.ts';
import { countRows } from './tables.ts';

interface RunFacts {
  readonly runId: number | undefined;
  readonly status: EtlReport['status'];
  readonly sources: EtlReport['sources'];
  readonly skipped: SkippedNames;
  readonly plan: Plan;
  readonly contents: Contents;
  readonly staged: Staged;
  readonly changes: Changes;
  readonly checks: readonly CheckResult[];
  readonly upgraded: Upgrade | undefined;
  readonly rebuilt: EtlReport['rebuilt'];
}

/** The report of a run but for its times, which end when it is committed. */
export type UntimedReport = Omit<EtlReport, 'seconds'>;

/** Tells what a run did, and counts what now stands in the warehouse. */
export async function reportRun(warehouse: Warehouse, facts: RunFacts): Promise<UntimedReport> {
  const { plan, skipped, contents, staged, changes, checks } = facts;
  const fresh = plan.new.length - contents.copies.length - contents.renamed.length;
  const seen = [...plan.listed];
  const stays = (file: LoadedFile) => !isFound(file, contents) && !changes.removed.includes(file);
  const gone = plan.missing.filter(stays);
  const notReadAgain = plan.notReadAgain.filter(stays);
  const hidden = plan.hidden.filter(stays);
  const empty = emptyFiles(plan, staged);
  return {
    run_id: facts.runId === undefined ? null : String(facts.runId),
    status: facts.status,
    upgraded: facts.upgraded ?? null,
    rebuilt: facts.rebuilt ?? null,
    warehouse: warehouse.location,
    sources: facts.sources,
    files: {
      seen: seen.length,
      new: fresh,
      changed: plan.changed.length,
      removed: changes.removed.length,
      unchanged: plan.unchanged,
      gone: gone.length,
      renamed: contents.renamed.length,
      copies: contents.copies.length,
      not_read_again: notReadAgain.length,
      hidden: hidden.length,
      empty: empty.length,
      logs: seen.filter(({ dataSet }) => dataSet === 'logs').length,
      songs: seen.filter(({ dataSet }) => dataSet === 'songs').length,
    },
    skipped: skipped.counts,
    bytes: {
      seen: sum(seen, ({ file }) => file.size),
      loaded: sum(staged.files, ({ found }) => found.file.size),
      decompressed: sum(staged.files, (file) => file.bytes),
    },
    records: countRecords(staged.files),
    plays: await countPlays(warehouse),
    tables: await countRows(warehouse),
    checks: {
      passed: checks.filter(({ passed }) => passed).length,
      failed: checks.filter(({ passed, severity }) => !passed && severity === 'error').length,
      warned: checks.filter(({ passed, severity }) => !passed && severity === 'warn').map(({ name }) => name),
    },
    locations: {
      new: first(staged.files.map(({ found }) => found.file.location)),
      changed: first(plan.changed.map(({ found }) => found.file.location)),
      gone: first(gone.map(({ location }) => location)),
      not_read_again: first(notReadAgain.map(({ location }) => location)),
      hidden: first(hidden.map(({ location }) => location)),
      empty: first(empty),
      skipped: skipped.locations,
      copies: first(contents.copies),
      renamed: first(
        contents.renamed.map(({ loaded, found }) => ({ from: loaded.location, to: found.file.location })),
      ),
    },
    loaded_by: countWays(staged.files),
    unknown_keys: staged.unknownKeys,
  };
}

/** Of files that were copied together nobody knows which had records. */
function emptyFiles({ new: added, changed }: Plan, { files }: Staged): readonly string[] {
  const read = [...added, ...changed.map(({ found }) => found)];
  const withoutBytes = read.filter(({ file }) => file.size === 0);
  const withoutRecords = files.filter(
    ({ copyGroupId, staged, rejected }) => copyGroupId === undefined && staged + rejected === 0,
  );
  const all = [...withoutBytes, ...withoutRecords.map(({ found }) => found)];
  return [...new Set(all.map(({ file }) => file.location))];
}

const mostNamed = 3;

/** A sentence about files without a record; undefined if there is none. */
export function warnOfEmpty({
  files,
  locations,
}: Pick<EtlReport, 'files' | 'locations'>): string | undefined {
  if (files.empty === 0) return undefined;
  const named = locations.empty.slice(0, mostNamed);
  const more = files.empty - named.length;
  const counted =
    files.empty === 1 ? '1 data file has no record' : `${files.empty} data files have no record`;
  return `${counted}: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}

function countWays(files: readonly StagedFile[]): EtlReport['loaded_by'] {
  const ways: Partial<Record<LoadedBy, number>> = {};
  for (const { loadedBy } of files) ways[loadedBy] = (ways[loadedBy] ?? 0) + 1;
  return ways;
}

function isFound(file: LoadedFile, { renamed, replaced }: Contents): boolean {
  return replaced.includes(file) || renamed.some(({ loaded }) => loaded === file);
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

async function countPlays(warehouse: Warehouse): Promise<EtlReport['plays']> {
  const { rows } = await queryFile(warehouse, 'report/plays.sql');
  const fromEvents = Number(rows[0]?.from_events);
  const songplays = Number(rows[0]?.songplays);
  return {
    from_events: fromEvents,
    duplicate: fromEvents - songplays,
    songplays,
    matched: Number(rows[0]?.matched),
  };
}

function sum<T>(items: readonly T[], numberOf: (item: T) => number): number {
  return items.reduce((total, item) => total + numberOf(item), 0);
}

function first<T>(items: readonly T[]): readonly T[] {
  return items.slice(0, listedLocations);
}
