import { join } from 'node:path';
import type { Engine } from '../src/warehouse/warehouse.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A warehouse that nobody has used yet, and that is gone after the test. */
export interface FreshWarehouse extends AsyncDisposable {
  /** What `--warehouse` takes. */
  readonly location: string;
}

export interface TestEngine {
  readonly name: Engine;
  fresh(): Promise<FreshWarehouse>;
}

/** Every test of behaviour runs on each of these: `for (const engine of engines)`. */
export const engines: readonly TestEngine[] = [{ name: 'duckdb', fresh: freshDuckdb }];

async function freshDuckdb(): Promise<FreshWarehouse> {
  const folder = temporaryFolder();
  return {
    location: join(folder.path, 'warehouse.duckdb'),
    async [Symbol.asyncDispose]() {
      folder[Symbol.dispose]();
    },
  };
}
