import { type Bucket, type Buckets, createBucket, deleteObject, putObject } from './buckets.ts';
import { listObjects } from './list-objects.ts';
import type { S3Request } from './s3-request.ts';
import { escapeXml } from './xml.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: Buffer;
}

/** What S3 answers to a request that is allowed; https://docs.aws.amazon.com/AmazonS3/latest/API/. */
export function answer(request: S3Request, buckets: Buckets, keysPerPage = 1000): Answer {
  if (request.operation === 'CreateBucket') {
    createBucket(buckets, request.bucket);
    return { status: 200, headers: { 'content-length': 0 }, body: Buffer.alloc(0) };
  }
  const bucket = buckets.get(request.bucket);
  if (bucket === undefined) return failure(404, 'NoSuchBucket', 'The specified bucket does not exist');
  switch (request.operation) {
    case 'ListObjectsV2':
      return document(listObjects(request, bucket, keysPerPage));
    case 'GetObject':
      return getObject(request, bucket);
    case 'PutObject':
      return {
        status: 200,
        headers: { etag: putObject(bucket, request.key, request.body).etag },
        body: Buffer.alloc(0),
      };
    case 'DeleteObject':
      deleteObject(bucket, request.key);
      return { status: 204, headers: {}, body: Buffer.alloc(0) };
    default:
      return failure(501, 'NotImplemented', `${request.method} ${request.target}`);
  }
}

/** The document S3 sends with a failure. */
export function failure(
  status: number,
  code: string,
  message: string,
  more: Readonly<Record<string, string>> = {},
): Answer {
  const extra = Object.entries(more).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`);
  return document(
    `<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message>${extra.join('')}<RequestId>4442587FB7D0A2F9</RequestId></Error>`,
    status,
  );
}

function document(xml: string, status = 200): Answer {
  const body = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`);
  return { status, headers: { 'content-type': 'application/xml', 'content-length': body.length }, body };
}

function getObject({ key, headers }: S3Request, bucket: Bucket): Answer {
  const stored = bucket.get(key);
  if (stored === undefined)
    return failure(404, 'NoSuchKey', 'The specified key does not exist.', { Key: key });
  const { body, etag } = stored;
  if (headers['if-match'] !== undefined && headers['if-match'] !== etag) {
    return failure(
      412,
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
    );
  }
  const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
  if (from > 0 && from >= body.length)
    return failure(416, 'InvalidRange', 'The requested range is not satisfiable');
  const part = body.subarray(from);
  const range = from > 0 ? { 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` } : {};
  return {
    status: from > 0 ? 206 : 200,
    headers: { etag, 'content-length': part.length, ...range },
    body: part,
  };
}
