import { rename, rm, stat } from 'node:fs/promises';
import type { S3Folder } from '../../sources/s3-folder.ts';
import type { PackLoader, PackTable, Warehouse } from '../warehouse.ts';
import { copySql } from './copy-sql.ts';
import { manifestOf } from './manifest.ts';
import { fullPart, makeParts, partsFor } from './parts.ts';

/** Where packs go, and how COPY gets at them. */
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

/** The most that waits on this machine's disk before it is put into S3. */
const mostHeld = 2 * 1024 ** 3;

/**
 * Takes packs into a table by one COPY: as gzip parts of about equal size, one or several for each slice, named by a
 * manifest. Parts and manifest are gone from S3 as soon as the COPY has ended, however it did.
 */
export function copyPacks(table: PackTable, copy: PackedCopy): PackLoader {
  const { warehouse, work, folder, slices, signal } = copy;
  const name = `${folder}/${table.name}`;
  const uploaded: { readonly name: string; readonly url: string }[] = [];
  let held: { readonly path: string; readonly bytes: number }[] = [];
  let heldBytes = 0;
  let rows = 0;

  async function put(as: string, content: Uint8Array): Promise<`s3://${string}`> {
    const url = await work.put(as, content, signal);
    uploaded.push({ name: as, url });
    return url;
  }

  async function upload(count: number): Promise<void> {
    for await (const part of makeParts(held, count)) {
      await put(`${name}-${String(uploaded.length + 1).padStart(5, '0')}.json.gz`, part.content);
      rows += part.rows;
    }
    for (const { path } of held) await rm(path);
    held = [];
    heldBytes = 0;
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
      const { size } = await stat(own);
      held.push({ path: own, bytes: size });
      heldBytes += size;
      if (heldBytes >= Math.min(slices * fullPart, mostHeld)) await cleanly(() => upload(slices));
    },
    async end() {
      await cleanly(async () => {
        const isFirst = uploaded.length === 0;
        if (held.length > 0) await upload(isFirst ? partsFor(heldBytes, slices) : slices);
        if (uploaded.length > 0) await copyAll();
      });
      await clean();
    },
  };
}
