import { rename, rm, stat } from 'node:fs/promises';
import type { S3Folder } from '../../s3/folder.ts';
import type { BatchTable } from '../../schema/tables.ts';
import type { PackLoader, Warehouse } from '../warehouse.ts';
import { copySql } from './copy-sql.ts';
import { manifestOf } from './manifest.ts';
import { makeParts, type Pack, type PartSize, partSizeFor, partsFor } from './parts.ts';

/** Where batches go, and how COPY reads them. */
export interface PackedCopy {
  readonly warehouse: Warehouse;
  readonly work: S3Folder;
  /** The folder of this run below WORK. */
  readonly folder: string;
  readonly role: string;
  /** Where the bucket is, if it is not to be found out. */
  readonly bucketRegion: string | undefined;
  readonly slices: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Loads batches into a table by one COPY: as gzip parts of about equal size, the same number for each slice, named by a
 * manifest; of rows that are too few for that, as fewer parts. Parts and manifest are gone from S3 as soon as the
 * COPY has ended, however it did.
 */
export function copyPacks(table: BatchTable, copy: PackedCopy): PackLoader {
  const { warehouse, work, folder, slices, signal } = copy;
  const name = `${folder}/${table.name}`;
  const uploaded: { readonly name: string; readonly url: string }[] = [];
  const held: Pack[] = [];
  let heldBytes = 0;
  let size: PartSize | undefined;
  let rows = 0;

  async function put(as: string, content: Uint8Array): Promise<`s3://${string}`> {
    const url = await work.put(as, content, signal);
    uploaded.push({ name: as, url });
    return url;
  }

  async function upload(packs: readonly Pack[], count: number): Promise<void> {
    for await (const part of makeParts(packs, count)) {
      await put(`${name}-${String(uploaded.length + 1).padStart(5, '0')}.json.gz`, part.content);
      rows += part.rows;
    }
    for (const { path } of packs) await rm(path);
  }

  /** The oldest batches, of so many bytes at most. */
  function takeHeld(bytes: number): readonly Pack[] {
    const rest = heldBytes - bytes;
    const taken: Pack[] = [];
    for (let pack = held[0]; pack !== undefined && heldBytes - pack.bytes >= rest; pack = held[0]) {
      taken.push(pack);
      held.shift();
      heldBytes -= pack.bytes;
    }
    return taken;
  }

  async function copyAll(): Promise<void> {
    const manifest = manifestOf(uploaded.map(({ url }) => url));
    const from = await put(`${name}.manifest`, manifest);
    const [schema, bare] = table.name.includes('.') ? table.name.split('.') : [undefined, table.name];
    const copied = await warehouse.run(
      copySql({
        table: schema === undefined ? [bare ?? ''] : [schema, bare ?? ''],
        columns: table.columns.map((column) => column.name),
        from,
        format: 'auto',
        role: copy.role,
        region: copy.bucketRegion ?? work.region,
        gzip: true,
        manifest: true,
      }),
    );
    if (copied !== rows) throw new Error(`COPY loaded ${copied} of ${rows} rows into ${table.name}.`);
  }

  async function clean(): Promise<void> {
    for (const { name: each } of uploaded.splice(0)) await work.remove(each);
  }

  const cleanly = async (step: () => Promise<void>) => {
    try {
      await step();
    } catch (error) {
      await clean();
      throw error;
    }
  };

  return {
    async load(path) {
      const own = `${path}.held`;
      await rename(path, own);
      size ??= await partSizeFor(own, slices);
      const { size: bytes } = await stat(own);
      held.push({ path: own, bytes });
      heldBytes += bytes;
      // What stays behind is enough for the last parts not to be too small.
      if (heldBytes < slices * (size.full + size.least)) return;
      const packs = takeHeld(slices * size.full);
      await cleanly(() => upload(packs, slices));
    },
    async end() {
      await cleanly(async () => {
        if (size === undefined) return;
        const count = partsFor(heldBytes, slices, size);
        await upload(takeHeld(heldBytes), count);
        await copyAll();
      });
      await clean();
    },
  };
}
