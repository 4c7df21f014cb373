import { commentStatements } from '../../schema/comments.ts';
import type { BatchTable } from '../../schema/tables.ts';
import { openBatches, openBatchSink } from '../batches.ts';
import type { Loading, Warehouse } from '../warehouse.ts';
import { isForNativeRead, readNatively } from './native-read.ts';
import { makeTablesAhead } from './presized-tables.ts';
import { insertBatch } from './read-json.ts';

/**
 * As many rows as fill a row group (122,880 rows) for each of two threads or more: those are compressed and written at once. What
 * is left of a statement DuckDB keeps in memory as it is until COMMIT.
 */
const fullBatch = 128 * 1024 * 1024;

/**
 * How files come into DuckDB: all within the transaction. It reads large plain files of this machine itself; all others
 * are validated here, and it loads a batch of their rows while the next one is read.
 */
export function duckdbLoading(warehouse: Warehouse): Loading {
  const loaderOf = (table: BatchTable) => ({
    fullBatch,
    load: async (path: string, longestRow: number) =>
      void (await warehouse.run(insertBatch(table, path, longestRow))),
  });
  return {
    stage: async (request) => ({
      async load() {
        const large = request.files.filter((found) => isForNativeRead(found, request));
        const small = request.files.filter((found) => !isForNativeRead(found, request));
        const native = await readNatively(warehouse, large, request);
        const others = [...small, ...native.others];
        if (others.length === 0) return native;
        using sink = openBatchSink('validated', loaderOf);
        const firstFileId = request.firstFileId + native.files.length;
        const validated = await request.validate(others, firstFileId, sink);
        await sink.end();
        return { ...native, files: [...native.files, ...validated] };
      },
      canStageAgain: () => false, // what it reads itself has no bad record
      async [Symbol.asyncDispose]() {},
    }),

    async insertRows(table, items, toRow) {
      using batches = openBatches(loaderOf(table));
      for (const item of items) batches.add(JSON.stringify(toRow(item)));
      await batches.end();
    },

    textLimits: () => new Map(),
    makeTablesAhead: (bytes, makeOthers) => makeTablesAhead(warehouse, bytes, makeOthers),
    rightsOf: async () => [], // a user who opens the file may do everything
    describeTables: () => warehouse.runAll(commentStatements()),
    async afterRun() {},
  };
}
