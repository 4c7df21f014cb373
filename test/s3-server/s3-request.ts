import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

export type Operation =
  | 'ListObjectsV2'
  | 'GetObject'
  | 'PutObject'
  | 'DeleteObject'
  | 'CreateBucket'
  | 'Unknown';

/** A request as S3 understands it. */
export interface S3Request {
  readonly operation: Operation;
  readonly method: string;
  /** Path and query as they came over the wire, still encoded. */
  readonly target: string;
  readonly bucket: string;
  /** Decoded; empty for an operation on the bucket. */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Reads the operation off method, path and query; no part of the path is ever normalised, since keys are data. */
export function parseS3Request(message: IncomingMessage, body: Buffer): S3Request {
  const target = message.url ?? '/';
  const [path = '/', search = ''] = target.split(/\?(.*)/s, 2);
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  const query = new URLSearchParams(search);
  const method = message.method ?? 'GET';
  return {
    operation: operationOf(method, key, query),
    method,
    target,
    bucket: decodeURIComponent(bucket),
    key: decodeURIComponent(key),
    query,
    headers: message.headers,
    body,
  };
}

function operationOf(method: string, key: string, query: URLSearchParams): Operation {
  if (key === '') {
    if (method === 'GET' && query.get('list-type') === '2') return 'ListObjectsV2';
    return method === 'PUT' ? 'CreateBucket' : 'Unknown';
  }
  const operations: Readonly<Record<string, Operation>> = {
    GET: 'GetObject',
    PUT: 'PutObject',
    DELETE: 'DeleteObject',
  };
  return operations[method] ?? 'Unknown';
}
