import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { listen } from '../listen.ts';
import { answer } from './answer.ts';
import { type Buckets, createBucket, deleteObject, putObject, type StoredObject } from './buckets.ts';
import { applyFault, type Fault, type FaultKind, takeFault } from './faults.ts';
import { parseS3Request, type S3Request } from './s3-request.ts';
import { type Credentials, checkSignature, checkTime } from './signature.ts';

export interface S3ServerOptions {
  /** What the server holds at the start: bucket, key, content. */
  readonly buckets?: Readonly<Record<string, Readonly<Record<string, Uint8Array | string>>>>;
  /** Where the buckets live; a signed request to another region is answered with a redirect to this one. */
  readonly region?: string;
  /** Each request must be signed with these, and the signature is verified; without them nobody is asked. */
  readonly credentials?: Credentials;
  /** Milliseconds by which its clock is ahead; a request that is signed for another time is refused. */
  readonly ahead?: number;
  /** Key and certificate, both PEM, to answer https with. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Every request is redirected to this address, as for a bucket that was just created. */
  readonly redirect?: string;
  /** Of a listing; 1,000 as S3 has it. */
  readonly keysPerPage?: number;
}

/** An S3 server on 127.0.0.1: real HTTP, objects in memory, faults on demand. */
export interface S3Server extends AsyncDisposable {
  /** To be used as AWS_ENDPOINT_URL_S3; buckets are the first part of the path. */
  readonly endpoint: string;
  /** Every request that arrived, in order. */
  readonly requests: readonly S3Request[];
  put(bucket: string, key: string, body: Uint8Array | string): StoredObject;
  delete(bucket: string, key: string): void;
  /** What a bucket holds now, by key. */
  objects(bucket: string): ReadonlyMap<string, Buffer>;
  /** Makes the next requests that match fail; without `times`, all of them from now on. */
  fail(kind: FaultKind, match?: Omit<Fault, 'kind'>): void;
  /** Takes back every fault and forgets the requests. */
  reset(): void;
}

/** Starts a server on a free port of 127.0.0.1 that is stopped, open connections included, on disposal. */
export async function startS3Server(options: S3ServerOptions = {}): Promise<S3Server> {
  const buckets = fill(options.buckets ?? {});
  const requests: S3Request[] = [];
  const faults: Fault[] = [];

  const listener = (message: IncomingMessage, response: ServerResponse) => {
    handle(message, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  };
  const server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener);
  const { port, [Symbol.asyncDispose]: close } = await listen(server);
  const endpoint = `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`;

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = message.method === 'GET' ? Buffer.alloc(0) : await buffer(message);
    const request = parseS3Request(message, body);
    requests.push(request);
    if (options.redirect !== undefined) {
      const location = options.redirect + request.target;
      return void response.writeHead(307, { location }).end('<Error><Code>TemporaryRedirect</Code></Error>');
    }
    const now = Date.now() + (options.ahead ?? 0);
    response.setHeader('date', new Date(now).toUTCString());
    const refusal = checkTime(request, now) ?? (await checkSignature(request, options));
    const fault = takeFault(faults, request);
    await applyFault(fault, refusal ?? answer(request, buckets, options.keysPerPage), response);
  }

  return {
    endpoint,
    requests,
    put: (bucket, key, body) => putObject(createBucket(buckets, bucket), key, Buffer.from(body)),
    delete: (bucket, key) => deleteObject(buckets.get(bucket), key),
    objects: (bucket) =>
      new Map([...(buckets.get(bucket) ?? new Map())].map(([key, { body }]) => [key, body])),
    fail: (kind, match = {}) => void faults.push({ kind, ...match }),
    reset() {
      faults.length = 0;
      requests.length = 0;
    },
    [Symbol.asyncDispose]: close,
  };
}

function fill(content: NonNullable<S3ServerOptions['buckets']>): Buckets {
  const buckets: Buckets = new Map();
  for (const [name, objects] of Object.entries(content)) {
    const bucket = createBucket(buckets, name);
    for (const [key, body] of Object.entries(objects)) putObject(bucket, key, Buffer.from(body));
  }
  return buckets;
}
