import { createHash } from 'node:crypto';

export interface StoredObject {
  readonly body: Buffer;
  /** In quotes, the MD5 of the content, as S3 gives it for objects uploaded in one part. */
  readonly etag: string;
}

export type Bucket = Map<string, StoredObject>;
export type Buckets = Map<string, Bucket>;

/** The bucket of that name, made if there is none. */
export function createBucket(buckets: Buckets, name: string): Bucket {
  const bucket = buckets.get(name) ?? new Map();
  buckets.set(name, bucket);
  return bucket;
}

export function putObject(bucket: Bucket, key: string, body: Buffer): StoredObject {
  const stored = { body, etag: `"${createHash('md5').update(body).digest('hex')}"` };
  if (!bucket.has(key)) sorted.delete(bucket);
  bucket.set(key, stored);
  return stored;
}

export function deleteObject(bucket: Bucket | undefined, key: string): void {
  if (bucket?.delete(key)) sorted.delete(bucket);
}

const sorted = new WeakMap<Bucket, readonly string[]>();

/** The keys in the order of their UTF-8 bytes. */
export function sortedKeys(bucket: Bucket): readonly string[] {
  const keys =
    sorted.get(bucket) ??
    [...bucket.keys()].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
  sorted.set(bucket, keys);
  return keys;
}
