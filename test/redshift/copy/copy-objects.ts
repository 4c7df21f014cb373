import { gunzipSync } from 'node:zlib';
import { CopyRefused, type CopyStatement } from './copy-statement.ts';

/** What COPY reads from and UNLOAD writes to: the verbs of S3 that they need. */
export interface ObjectStore {
  /** The keys that start with a prefix, in any order. */
  list(bucket: string, prefix: string): Promise<readonly string[]>;
  /** Rejects for a key that is not there. */
  get(bucket: string, key: string): Promise<Buffer>;
  /** Where UNLOAD may write. */
  write?(bucket: string, key: string, body: Uint8Array): Promise<void>;
}

export interface Location {
  readonly bucket: string;
  readonly key: string;
}

export function parseUrl(url: string): Location {
  const match = /^s3:\/\/([^/]+)\/(.*)$/s.exec(url);
  if (!match) throw new CopyRefused(`Invalid S3 path: ${url}`, 'XX000');
  return { bucket: match[1] ?? '', key: match[2] ?? '' };
}

export const urlOf = ({ bucket, key }: Location): string => `s3://${bucket}/${key}`;

/**
 * The objects of one COPY. A prefix is a string and not a folder [dg:copy-parameters-data-source-s3]; with MANIFEST
 * the objects are those listed, one listed twice twice [same].
 */
export async function objectsToCopy(statement: CopyStatement, objects: ObjectStore): Promise<Location[]> {
  const { bucket, key } = parseUrl(statement.from);
  if (statement.manifest) return readManifest(await getOr(objects, { bucket, key }), objects);
  const keys = [...(await objects.list(bucket, key))].sort();
  if (keys.length === 0) {
    throw new CopyRefused(`The specified S3 prefix '${key}' does not exist`, 'XX000');
  }
  return keys.map((each) => ({ bucket, key: each }));
}

interface ManifestEntry {
  readonly url: string;
  readonly mandatory?: boolean;
}

async function readManifest(file: Buffer, objects: ObjectStore): Promise<Location[]> {
  const found: Location[] = [];
  for (const { url, mandatory = false } of manifestEntries(file)) {
    const { bucket, key } = parseUrl(url);
    if (key === '' || key.endsWith('/')) {
      throw new CopyRefused(
        'COPY with MANIFEST parameter requires full path of an S3 object. (8001)',
        'XX000',
      );
    }
    if ((await objects.list(bucket, key)).includes(key)) found.push({ bucket, key });
    else if (mandatory) {
      throw new CopyRefused(`Problem reading manifest file - mandatory file ${url} not found`, 'XX000');
    }
  }
  if (found.length === 0) {
    throw new CopyRefused('Problem reading manifest file - none of its files was found', 'XX000');
  }
  return found;
}

function manifestEntries(file: Buffer): readonly ManifestEntry[] {
  try {
    const { entries } = JSON.parse(file.toString()) as { entries: unknown };
    if (Array.isArray(entries) && entries.every(({ url }) => typeof url === 'string')) return entries;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
  }
  throw new CopyRefused('Problem reading manifest file - it is not {"entries": [{"url": …}]}', 'XX000');
}

/** One object's bytes; compression is what the keyword says, never the name [dg:copy-parameters-file-compression]. */
export async function readObject(location: Location, gzip: boolean, objects: ObjectStore): Promise<Buffer> {
  const bytes = await getOr(objects, location);
  if (!gzip) return bytes;
  try {
    return gunzipSync(bytes);
  } catch (cause) {
    throw new CopyRefused(`${urlOf(location)} is not a GZIP file (${String(cause)})`, 'XX000');
  }
}

/** An object, or the error of S3 that COPY passes on. */
export async function getOr(objects: ObjectStore, location: Location): Promise<Buffer> {
  try {
    return await objects.get(location.bucket, location.key);
  } catch (cause) {
    throw new CopyRefused(
      `S3ServiceException:The specified key does not exist.,Status 404,Error NoSuchKey (${urlOf(location)}, ${String(cause)})`,
      'XX000',
    );
  }
}
