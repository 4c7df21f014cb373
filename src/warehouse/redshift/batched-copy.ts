import { rename, rm, stat } from 'node:fs/promises';
import type { BatchTable } from '../../schema/tables.ts';
import type { BatchLoader } from '../batches.ts';
import type { Warehouse } from '../warehouse.ts';
import { copySql } from './copy-sql.ts';
import { manifestOf } from './manifest.ts';
import { type Batch, makeParts, type PartSize, partSizeFor, partsFor } from './parts.ts';
import type { Uploads } from './uploads.ts';

/** Where batches go, and how COPY reads them. */
export interface BatchedCopyOptions {
  readonly warehouse: Warehouse;
  readonly uploads: Uploads;
  readonly role: string;
  /** Where the bucket is, if it is not to be found out. */
  readonly bucketRegion: string | undefined;
  readonly slices: number;
}

/** Batches of one table on their way: uploaded before the transaction, copied in it. */
export interface BatchedCopy extends BatchLoader {
  /** Uploads what is left; no batch comes after this. */
  finish(): Promise<void>;
  /** Copies all rows into the table, by one statement. */
  copy(): Promise<void>;
}

/**
 * Takes batches into a table by one COPY: as gzip parts of about equal size, the same number for each slice, named by a
 * manifest; of rows that are too few for that, as fewer parts.
 */
export function openBatchedCopy(table: BatchTable, options: BatchedCopyOptions): BatchedCopy {
  const { warehouse, uploads, role, bucketRegion, slices } = options;
  const urls: string[] = [];
  const held: Batch[] = [];
  let heldBytes = 0;
  let size: PartSize | undefined;
  let rows = 0;
  let manifest: string | undefined;

  async function upload(batches: readonly Batch[], count: number): Promise<void> {
    for await (const part of makeParts(batches, count)) {
      const name = `${table.name}-${String(urls.length + 1).padStart(5, '0')}.json.gz`;
      urls.push(await uploads.put(name, part.content));
      rows += part.rows;
    }
    for (const { path } of batches) await rm(path);
  }

  /** The batches that have waited longest, of so many bytes at most. */
  function takeHeld(bytes: number): readonly Batch[] {
    const rest = heldBytes - bytes;
    const taken: Batch[] = [];
    for (let batch = held[0]; batch !== undefined && heldBytes - batch.bytes >= rest; batch = held[0]) {
      taken.push(batch);
      held.shift();
      heldBytes -= batch.bytes;
    }
    return taken;
  }

  return {
    fullBatch: 4 * 1024 * 1024,
    async load(path) {
      const own = `${path}.held`;
      await rename(path, own);
      size ??= await partSizeFor(own, slices);
      const { size: bytes } = await stat(own);
      held.push({ path: own, bytes });
      heldBytes += bytes;
      // What stays behind is enough for the last parts not to be too small.
      if (heldBytes < slices * (size.full + size.least)) return;
      await upload(takeHeld(slices * size.full), slices);
    },
    async finish() {
      if (size === undefined) return;
      const count = partsFor(heldBytes, slices, size);
      await upload(takeHeld(heldBytes), count);
      manifest = await uploads.put(`${table.name}.manifest`, manifestOf(urls));
    },
    async copy() {
      if (manifest === undefined) return;
      const copied = await warehouse.count(
        copySql({
          table: nameParts(table.name),
          columns: table.columns.map(({ name }) => name),
          from: manifest,
          format: 'auto',
          role,
          region: bucketRegion ?? uploads.region,
          gzip: true,
          manifest: true,
        }),
      );
      if (copied !== rows && !Number.isNaN(copied))
        throw new Error(`COPY loaded ${copied} of ${rows} rows into ${table.name}.`);
    },
  };
}

function nameParts(name: string): readonly [string] | readonly [string, string] {
  const [schema = '', table] = name.split('.');
  return table === undefined ? [schema] : [schema, table];
}
