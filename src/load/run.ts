import type { ListedFile } from '../sources/data-set.ts';
import type { OpenSources } from '../sources/open.ts';
import type { LoadableWarehouse } from '../warehouse/warehouse.ts';
import type { Contents } from './contents.ts';
import type { EtlOptions } from './etl-options.ts';
import type { SkippedNames } from './skipped-names.ts';
import type { Stopwatch } from './stopwatch.ts';

/** What every step of a run knows. */
export interface Run {
  readonly options: EtlOptions;
  readonly sources: OpenSources;
  readonly found: readonly ListedFile[];
  readonly skipped: SkippedNames;
  readonly contents: Contents;
  readonly warehouse: LoadableWarehouse;
  readonly stopwatch: Stopwatch;
  /** Unique for this attempt to publish, in the run log. */
  readonly attemptId: string;
  readonly startedAt: Date;
  /** The clock of the run, the same in each try: a `ts` more than a day later is rejected. */
  readonly now: Date;
}
