import { afterAll, beforeAll } from 'vitest';
import type { Warehouse } from '../../src/warehouse/warehouse.ts';
import type { TestEngine } from '../engines.ts';
import { loadedPipeline, type Pipeline } from '../pipeline.ts';
import { manyPlays } from './many-plays.ts';

/** Loads {@link manyPlays} before the tests of a suite; the warehouse is open for all of them, and gone after them. */
export function withManyPlays(engine: TestEngine): () => Warehouse {
  let pipeline: Pipeline;
  let warehouse: Warehouse;
  beforeAll(async () => {
    pipeline = await loadedPipeline(engine, manyPlays());
    warehouse = await pipeline.open();
  });
  afterAll(async () => {
    await warehouse[Symbol.asyncDispose]();
    await pipeline[Symbol.asyncDispose]();
  });
  return () => warehouse;
}
