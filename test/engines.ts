import { join } from 'node:path';
import type { RedshiftConfig } from '../src/warehouse/redshift/settings.ts';
import type { Engine } from '../src/warehouse/warehouse.ts';
import { freshRedshift } from './redshift-load/fresh-redshift.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A warehouse that nobody has used yet, and that is gone after the test. */
export interface FreshWarehouse extends AsyncDisposable {
  /** What `etl` takes to find it. */
  readonly at: { readonly warehouse: string; readonly redshift?: RedshiftConfig };
}

export interface TestEngine {
  readonly name: Engine;
  /** How often a property is tried, as a share: a run takes a stand-in ten times as long as a file. */
  readonly tries: number;
  /** Whether the engine reads large files of this machine by itself. */
  readonly readsFiles: boolean;
  /** Whether its columns hold texts of any length; else what is too long is rejected (`redshift-load/`). */
  readonly holdsAnyText: boolean;
  fresh(): Promise<FreshWarehouse>;
}

/** For what is DuckDB's alone, or the same on both engines. */
export const duckdb: TestEngine = {
  ...{ name: 'duckdb', tries: 1, readsFiles: true, holdsAnyText: true },
  fresh: freshDuckdb,
};

const all: readonly TestEngine[] = [
  duckdb,
  {
    ...{ name: 'redshift', tries: 0.15, readsFiles: false, holdsAnyText: false },
    fresh: () => freshRedshift(),
  },
];

/**
 * Every test of behaviour runs on each of these: `for (const engine of engines)`. A suite may be about one of them and
 * leave the other to another suite (`SPARKIFY_ENGINE`); a file that is run alone is run on both.
 */
export const engines = all.filter(({ name }) => name === (process.env.SPARKIFY_ENGINE ?? name));

async function freshDuckdb(): Promise<FreshWarehouse> {
  const folder = temporaryFolder();
  return {
    at: { warehouse: join(folder.path, 'warehouse.duckdb') },
    async [Symbol.asyncDispose]() {
      folder[Symbol.dispose]();
    },
  };
}
