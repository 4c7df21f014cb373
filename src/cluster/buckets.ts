import {
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { UsageError } from '../errors.ts';
import { hasDataEnding } from '../sources/data-file.ts';
import { literalPrefix } from '../sources/path-pattern.ts';
import { isAwsError } from './aws-errors.ts';
import type { Clients } from './clients.ts';
import { bucketOf } from './s3-arns.ts';

/** There is a bucket, but not this object in it. */
export class NoSuchObjectError extends UsageError {}

type S3 = Pick<Clients, 's3'>;

/**
 * Looks whether a place in S3 can be listed, and has anything in it. Returns the region of its bucket, if S3 names it.
 * Throws a {@link UsageError} that says what is wrong with it.
 */
export async function observePlace(
  { s3 }: S3,
  location: string,
): Promise<{ readonly isEmpty: boolean; readonly region: string | undefined }> {
  const Bucket = bucketOf(location);
  try {
    const { BucketRegion: region } = await s3.send(new HeadBucketCommand({ Bucket }));
    const { KeyCount: count = 0 } = await s3.send(
      new ListObjectsV2Command({ Bucket, Prefix: prefixOf(location), MaxKeys: 1 }),
    );
    return { isEmpty: count === 0, region };
  } catch (error) {
    throw explain(error, location);
  }
}

/** The text of an object. */
export async function readObject({ s3 }: S3, location: string): Promise<string> {
  const Bucket = bucketOf(location);
  const Key = location.replace(/^s3:\/\/[^/]+\//, '');
  try {
    const { Body: body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return (await body?.transformToString()) ?? '';
  } catch (error) {
    throw explain(error, location);
  }
}

/** The objects that runs of `etl` and `doctor` have below WORK at this moment, by the names that they give them. */
export async function observeRuns(
  { s3 }: S3,
  work: string,
): Promise<{ readonly objects: number; readonly bytes: number }> {
  const prefix = prefixOf(work);
  let [objects, bytes] = [0, 0];
  try {
    const pages = paginateListObjectsV2({ client: s3 }, { Bucket: bucketOf(work), Prefix: prefix });
    for await (const { Contents: contents = [] } of pages) {
      for (const { Key: key = '', Size: size = 0 } of contents) {
        if (!ofRun.test(key.slice(prefix.length))) continue;
        objects++;
        bytes += size;
      }
    }
  } catch (error) {
    throw explain(error, work);
  }
  return { objects, bytes };
}

const ofRun = /^(run-[0-9a-f-]{36}\/|doctor-[0-9a-f-]{36}$)/;

/** `s3://b/songs` means the folder `songs/`; a location that ends as data files do is one object. */
function prefixOf(location: string): string {
  const path = location.replace(/^s3:\/\/[^/]+\/?/, '').replace(/\/+$/, '');
  const prefix = literalPrefix(path);
  return prefix !== path || path === '' || hasDataEnding(path) ? prefix : `${path}/`;
}

function explain(error: unknown, location: string): unknown {
  const bucket = bucketOf(location);
  // HEAD has no body, so that S3 returns the status only.
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  if (isAwsError(error, 'NoSuchKey')) {
    return new NoSuchObjectError('SPK-513', `${location} does not exist.`, { cause: error });
  }
  if (isAwsError(error, 'NoSuchBucket', 'NotFound') || status === 404) {
    return new UsageError('SPK-511', `There is no bucket "${bucket}".`, {
      cause: error,
      hints: [`aws s3 ls s3://${bucket}`],
    });
  }
  if (isAwsError(error, 'PermanentRedirect', 'AuthorizationHeaderMalformed') || status === 301) {
    return new UsageError('SPK-512', `The bucket "${bucket}" is in another region.`, {
      cause: error,
      hints: [`Ask for its region: aws s3api get-bucket-location --bucket ${bucket}`],
    });
  }
  if (isAwsError(error, 'AccessDenied', 'Forbidden') || status === 403) {
    return new UsageError('SPK-510', `You may not read ${location}.`, {
      cause: error,
      hints: [{ command: 'cluster policy', flags: { data: location }, why: 'Your policy needs this' }],
    });
  }
  return error;
}
