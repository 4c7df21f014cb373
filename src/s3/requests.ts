import { createHash } from 'node:crypto';
import type { S3Client as SdkClient } from '@aws-sdk/client-s3';
import type { Dispatcher } from 'undici';
import { openDispatcher } from '../aws/network.ts';
import { fetchWhole, type Whole, type WholeLimits } from './fetch-whole.ts';
import { defaultConnections, type S3Settings } from './settings.ts';
import { createSigner, type SignedRequest } from './sign.ts';

/** Names and values in turn. */
type Headers = readonly string[];

/** Requests below a bucket, each sent once. */
export interface S3Requests {
  /** An object in one piece. */
  whole(key: string, headers: Headers, limits: WholeLimits): Promise<Whole>;
  /** An object as a stream. */
  stream(key: string, headers: Headers, signal?: AbortSignal): Promise<Dispatcher.ResponseData>;
  /** What the bucket answers to a query, whose names are in the order of their bytes. */
  query(query: Readonly<Record<string, string>>, limits: WholeLimits): Promise<Whole>;
  /** Writes an object. */
  put(key: string, body: Uint8Array, limits: WholeLimits): Promise<Whole>;
  /** Removes an object; one that is not there is none the less removed. */
  remove(key: string, limits: WholeLimits): Promise<Whole>;
  close(): Promise<void>;
}

interface Sending {
  readonly settings: S3Settings;
  /** Where S3 redirected to; undefined for its own address. */
  readonly origin: string | undefined;
  /** Milliseconds by which this machine's clock is behind that of S3. */
  readonly clock: { readonly offset: number };
}

/** Sends requests to where the SDK's client would send them, with its region and credentials. */
export async function openS3Requests(
  { config }: SdkClient,
  bucket: string,
  { settings, origin, clock }: Sending,
): Promise<S3Requests> {
  const region = await config.region();
  const url = await addressOf(config, bucket, settings.endpoint);
  // The protocol stays: nobody redirects from an encrypted connection to one that is not.
  if (origin !== undefined) url.host = new URL(origin).host;
  const root = `${url.pathname.replace(/\/$/, '')}/`;
  const sign = createSigner({ region, host: url.host, requesterPays: settings.requesterPays });
  const pool = openPool(url.origin, settings);
  const encryption = encryptionBy(settings.kmsKey);

  /** A request as it is sent; some headers are not signed. */
  async function prepare(request: SignedRequest, unsigned: Headers = []): Promise<Prepared> {
    const { method, path, query, headers = [] } = request;
    const signed = settings.signRequests
      ? sign(request, await config.credentials(), Date.now() + clock.offset)
      : headers;
    return {
      origin: url.origin,
      method,
      path: query === '' ? path : `${path}?${query}`,
      headers: ['host', url.host, 'user-agent', 'sparkify-warehouse', ...unsigned, ...signed],
    };
  }

  const get = (key: string) => ({ method: 'GET', path: root + encodeKey(key), query: '' }) as const;

  return {
    async whole(key, headers, limits) {
      return fetchWhole(pool, await prepare(get(key), headers), limits);
    },
    async stream(key, headers, signal) {
      return pool.request({ ...(await prepare(get(key), headers)), ...(signal && { signal }) });
    },
    async query(query, limits) {
      const pairs = Object.entries(query).map(([name, value]) => `${name}=${encode(value)}`);
      return fetchWhole(pool, await prepare({ method: 'GET', path: root, query: pairs.join('&') }), limits);
    },
    async put(key, body, limits) {
      const bodyHash = createHash('sha256').update(body).digest('hex');
      const put = { ...get(key), method: 'PUT', bodyHash, headers: encryption } as const;
      const request = await prepare(put, ['content-length', String(body.length)]);
      // The answer comes once all of it is there.
      const sent = { ...request, body: Buffer.from(body), headersTimeout: limits.deadline };
      return fetchWhole(pool, sent, limits);
    },
    async remove(key, limits) {
      return fetchWhole(pool, await prepare({ ...get(key), method: 'DELETE' }), limits);
    },
    close: () => pool.destroy(),
  };
}

type Prepared = Dispatcher.DispatchOptions & { readonly origin: string };

/** Where the SDK's client sends requests to a bucket. */
async function addressOf(
  config: SdkClient['config'],
  bucket: string,
  endpoint: string | undefined,
): Promise<URL> {
  return config.endpointProvider({
    Bucket: bucket,
    Region: await config.region(),
    UseFIPS: await config.useFipsEndpoint(),
    UseDualStack: await config.useDualstackEndpoint(),
    ForcePathStyle: endpoint !== undefined,
    ...(endpoint === undefined ? {} : { Endpoint: endpoint }),
  }).url;
}

function openPool(origin: string, { network = {}, ...settings }: S3Settings) {
  const { connections = defaultConnections, connectTimeout = 10_000, idleTimeout = 30_000 } = settings;
  return openDispatcher(origin, network, {
    connections,
    connectTimeout,
    headersTimeout: idleTimeout,
    bodyTimeout: idleTimeout,
  });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/specifying-kms-encryption.html */
function encryptionBy(kmsKey: string | undefined): Headers {
  if (kmsKey === undefined) return [];
  return ['x-amz-server-side-encryption', 'aws:kms', 'x-amz-server-side-encryption-aws-kms-key-id', kmsKey];
}

/** `../` and everything else that means something in a path stays as it is. */
function encodeKey(key: string): string {
  return /^[\w./-]*$/.test(key) ? key : encode(key).replaceAll('%2F', '/');
}

/** As a signature needs it: everything but the unreserved characters is escaped. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
}
