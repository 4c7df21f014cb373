import type { Backoff } from '../backoff.ts';
import type { SourceLocations } from '../sources/open.ts';
import type { RedshiftConfig } from '../warehouse/redshift/settings.ts';
import type { OnStatement } from '../warehouse/warehouse.ts';
import type { CheckFile } from './checks.ts';
import type { MaxRejected } from './max-rejected.ts';
import type { OwnTable } from './own-tables/own-table.ts';
import type { OnProgress } from './progress.ts';

/** What a run loads, into which warehouse, and how. */
export interface EtlOptions extends SourceLocations {
  /** A DuckDB file, or `redshift`. */
  readonly warehouse: string;
  /** How to reach Redshift, if that is the warehouse; `loadConfig` gathers it. */
  readonly redshift?: RedshiftConfig;
  /** Removes the rows of files that are no longer in the source. */
  readonly prune?: boolean;
  /** Loads everything again: removes all loaded rows first, in the same transaction. */
  readonly rebuild?: boolean;
  /** Rebuilds the star from the staging tables, without reading the source. */
  readonly rebuildStar?: boolean;
  /** Loads a file although another one with the same content is loaded. */
  readonly allowCopies?: boolean;
  /** How much may be rejected before the run ends without publishing; a share of 0.01. */
  readonly maxRejected?: MaxRejected;
  /** Checks of a project, run with the built-in ones. */
  readonly checks?: readonly CheckFile[] | undefined;
  /** Tables of a project, built after the star; without a project, those that are there stay as they are. */
  readonly tables?: readonly OwnTable[] | undefined;
  /** How long to wait for another process that holds the warehouse. */
  readonly lockTimeoutSeconds?: number;
  /** Called often with how far the run is. */
  readonly onProgress?: OnProgress;
  /** Ends the run: nothing is published, unless its COMMIT has begun. */
  readonly signal?: AbortSignal;
  /** Called with each statement before it is sent. */
  readonly onStatement?: OnStatement | undefined;
  /** Called with each warning, one sentence. */
  readonly onWarning?: (sentence: string) => void;
  /** When the run begins, if not now: events more than 24 hours later are rejected. */
  readonly now?: Date;
  /** The retry policy of a run that another one disturbed. */
  readonly backoff?: Partial<Backoff>;
}
