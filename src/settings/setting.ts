import type { ResolvedSetting } from './resolved.ts';

/**
 * Kinds of sections of dwh.cfg. A key such as HOST says what it means together with its section only; one such as
 * DWH_NUM_NODES says it anywhere.
 */
export type SectionKind = 'cluster' | 'database' | 'aws' | 'role' | 's3' | 'project' | 'anywhere';

/** What a setting is needed for. A verb parses the settings that it needs, and no others. */
export type Use =
  /** Reading the source: `etl`, `start`, `preview`, `why`. */
  | 'source'
  /** S3, for locations there. */
  | 's3'
  /** The dashboard. */
  | 'dashboard'
  /** The project folder: `ask`, `check`, `etl`. */
  | 'project'
  /** Answering: `ask`, `dashboard`, `report`. */
  | 'ask'
  /** Opening a warehouse. */
  | 'warehouse'
  /** Connecting to Redshift: the same verbs, with `--warehouse redshift`. */
  | 'redshift'
  /** Loading into Redshift. */
  | 'load'
  /** Reaching AWS. */
  | 'aws'
  /** Finding the cluster: every verb of `cluster`. */
  | 'cluster'
  /** `cluster create` and `cluster policy`. */
  | 'create';

/** A row of the table of settings. */
export interface Setting {
  /** What it decides, as help and docs print it. */
  readonly meaning: string;
  /** As commander takes it: `--data <location>`. */
  readonly flag?: string;
  /** Environment variables; the first that is set counts. */
  readonly environment?: readonly string[];
  /** The variable of libpq. It counts under conditions: see {@link resolveSettings}. */
  readonly libpq?: string;
  /** Keys of dwh.cfg, in lower case, by kind of section; of several in one file the first counts. */
  readonly keys?: Readonly<Partial<Record<SectionKind, readonly string[]>>>;
  /** Section and key under which `sparkify init` writes it. */
  readonly init?: readonly [section: string, key: string];
  /** Whether it is a location, or may be several: then the flag may be repeated. */
  readonly locations?: 'one' | 'several';
  /** Whether the flag takes a number. */
  readonly isNumber?: true;
  readonly default?: string;
  /** The default in words, where it depends on other settings. */
  readonly defaultWords?: string;
  readonly neededBy: readonly Use[];
  /** Never shown. A file that holds one should be readable by its owner only. */
  readonly secret?: true;
  /** Returns the value as the program uses it. Throws a UsageError that names the origin and what was expected. */
  readonly parse?: (given: ResolvedSetting) => unknown;
}
