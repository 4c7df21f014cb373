import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import type { FolderObject, ReadableS3Folder } from '../s3/folder.ts';
import { type ExportManifest, filesIn, manifestName, manifestText, parseManifest } from './manifest.ts';
import type { ExportTarget } from './target.ts';
import { notOurs, unchanged, writeTables } from './to-folder.ts';

/**
 * A folder of S3: each run has a folder `run=N/` of its own, whose manifest is written last. Readers take the newest folder
 * with a manifest; S3 knows no rename. Folders of earlier runs stay.
 */
export function s3Target(
  folder: ReadableS3Folder,
  {
    to,
    runId,
    signal,
  }: { readonly to: string; readonly runId: string; readonly signal?: AbortSignal | undefined },
): ExportTarget {
  const here = `run=${runId}/`;
  let current: ExportManifest | undefined;
  return {
    async current() {
      const objects = await folder.list(signal);
      const manifests = objects.filter(({ name }) => manifestOfRun.test(name)).map(({ name }) => name);
      const own = manifests.find((name) => name === here + manifestName);
      const proof = own ?? manifests.at(-1);
      const manifest =
        proof === undefined ? undefined : parseManifest(String(await folder.read(proof, signal)));
      // Without a manifest it may be an upload of this run that was interrupted.
      const foreign = objects.filter(({ name }) =>
        manifest === undefined ? !name.startsWith(here) || !fileOfRun.test(name) : !fileOfRun.test(name),
      );
      if (foreign.length > 0 || (proof !== undefined && manifest === undefined))
        throw notOurs(to, [...foreign.slice(0, 5).map(({ name }) => name), unchanged]);
      if (own === undefined || manifest === undefined) return undefined;
      current = manifest;
      return { manifest, isIntact: isComplete(manifest, here, objects) };
    },
    async replace(tables, writer, describe) {
      const path = await mkdtemp(join(tmpdir(), 'sparkify-export-'));
      try {
        const manifest = describe(await writeTables(tables, writer, path));
        const files = pathsIn(manifest);
        for (const file of files) await folder.put(here + file, await readWhole(join(path, file)), signal);
        await folder.put(here + manifestName, Buffer.from(manifestText(manifest)), signal);
        const old = current === undefined ? [] : pathsIn(current).filter((file) => !files.includes(file));
        for (const file of old) await folder.remove(here + file);
        return manifest;
      } finally {
        await rm(path, { recursive: true, force: true });
      }
    },
  };
}

const manifestOfRun = /^run=\d+\/manifest\.json$/;

/** What an export writes: the manifest, and files of a table. */
const fileOfRun = /^run=\d+\/(manifest\.json|\w+\.(parquet|csv)|\w+\/.+\.(parquet|csv))$/;

function pathsIn(manifest: ExportManifest): readonly string[] {
  return filesIn(manifest).map(({ path }) => path);
}

function isComplete(manifest: ExportManifest, here: string, objects: readonly FolderObject[]): boolean {
  const sizes = new Map(objects.map(({ name, bytes }) => [name, bytes]));
  return filesIn(manifest).every(({ path, bytes }) => sizes.get(here + path) === bytes);
}

/** S3 takes 5 GB in one request; Node.js reads 2 GiB in one piece. */
async function readWhole(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_FS_FILE_TOO_LARGE') throw cause;
    throw new UsageError(
      'SPK-118',
      `${path} cannot be written: it is larger than 2 GiB, too large for one upload.`,
      {
        cause,
        details: ['The export is not complete: it has no manifest.'],
        hints: ['Partition it: --partition-by year,month'],
      },
    );
  }
}
