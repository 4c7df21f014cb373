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
  bucket.set(key, stored);
  return stored;
}
