import type { DataSet } from '../sources/source.ts';
import type { CheckResult } from './checks.ts';
import { countFiles, locationsIn } from './describe-plan.ts';
import { bytesOf } from './list.ts';
import type { Loaded } from './loaded.ts';
import { filesToLoad, type Plan } from './plan.ts';
import { type EtlReport, listedLocations, type UntimedReport, type Upgrade } from './report.ts';
import type { Run } from './run.ts';
import { describeSources } from './skipped-names.ts';
import { countAll } from './tables.ts';

interface RunFacts {
  /** This run, or the newest one if there was nothing to do. */
  readonly runId: number | undefined;
  readonly status: EtlReport['status'];
  readonly plan: Plan;
  readonly loaded: Loaded;
  readonly checks: readonly CheckResult[];
  readonly ownTables: EtlReport['own_tables'];
  readonly upgraded: Upgrade | undefined;
}

/** Reports what a run did, and counts what the warehouse holds now. */
export async function reportRun(run: Run, facts: RunFacts): Promise<UntimedReport> {
  const { warehouse, options, skipped } = run;
  const { plan, loaded, checks } = facts;
  const { empty } = loaded;
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
      decompressed: loaded.decompressed,
    },
    records: loaded.records,
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
    loaded_by: loaded.loaded_by,
    unknown_keys: loaded.unknown_keys,
  };
}
