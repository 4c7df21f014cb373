import { afterAll, beforeAll } from 'vitest';
import { etl } from '../../src/load/etl.ts';
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts';
import type { Warehouse } from '../../src/warehouse/warehouse.ts';
import type { FreshWarehouse, TestEngine } from '../engines.ts';
import { sourceFolder } from '../source-folder.ts';
import { manyPlays } from './many-plays.ts';

/** Loads {@link manyPlays} before the tests of a suite; the warehouse is open for all of them, and gone after them. */
export function withManyPlays(engine: TestEngine): () => Warehouse {
  let fresh: FreshWarehouse;
  let warehouse: Warehouse;
  beforeAll(async () => {
    using source = sourceFolder(manyPlays());
    fresh = await engine.fresh();
    await etl({ data: source.path, ...fresh.at });
    warehouse = await openWarehouse(fresh.at.warehouse, fresh.at);
  });
  afterAll(async () => {
    await warehouse[Symbol.asyncDispose]();
    await fresh[Symbol.asyncDispose]();
  });
  return () => warehouse;
}
