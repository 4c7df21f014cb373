import { UsageError } from '../errors.ts';
import { s3Scheme, withS3Scheme } from '../s3-scheme.ts';

export interface S3Location {
  readonly bucket: string;
  /** What follows the bucket, as written; may be empty, a folder with or without the last slash, or one object. */
  readonly key: string;
}

/** Whether a location names a place in S3. */
export function isS3Location(location: string): boolean {
  return s3Scheme.test(location);
}

/**
 * Takes `s3://bucket/key` apart. The key is data: nothing in it is decoded or normalised.
 * Throws a {@link UsageError} if the location cannot be one.
 */
export function parseS3Location(location: string): S3Location {
  const [, bucket, key = ''] = /^s3:\/\/([^/]*)\/?(.*)$/s.exec(withS3Scheme(location)) ?? [];
  if (bucket === undefined)
    throw new UsageError('SPK-209', `"${location}" is not a location in S3: expected s3://bucket/prefix.`);
  if (!bucketName.test(bucket)) {
    throw new UsageError(
      'SPK-209',
      `"${location}" does not name a bucket: expected s3://bucket/prefix, got the bucket "${bucket}".`,
      {
        hints: bucket.startsWith('arn:') ? ['Use the alias of the access point in place of its ARN.'] : [],
      },
    );
  }
  return { bucket, key };
}

/** The prefix that holds a folder's objects and nothing beside them: `song_data` becomes `song_data/`. */
export function folderPrefix(key: string): string {
  return key === '' || key.endsWith('/') ? key : `${key}/`;
}

/**
 * Wider than the rules for new buckets, which old buckets and other implementations of S3 break.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
const bucketName = /^[a-z0-9][a-z0-9._-]{0,254}$/i;
