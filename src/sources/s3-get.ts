import type { S3Client } from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';
import { type Dispatcher, Pool } from 'undici';
import type { S3Settings } from './s3.ts';

type Headers = Readonly<Record<string, string>>;

export interface S3Getter {
  get(key: string, headers: Headers, signal?: AbortSignal): Promise<Dispatcher.ResponseData>;
  close(): Promise<void>;
}

/** Sends GETs to where the SDK's client would send them, with its region, credentials and clock. */
export async function openGetter(client: S3Client, bucket: string, settings: S3Settings): Promise<S3Getter> {
  const { config } = client;
  const region = await config.region();
  const { url } = config.endpointProvider({
    Bucket: bucket,
    Region: region,
    UseFIPS: await config.useFipsEndpoint(),
    UseDualStack: await config.useDualstackEndpoint(),
    ForcePathStyle: settings.endpoint !== undefined,
    ...(settings.endpoint === undefined ? {} : { Endpoint: settings.endpoint }),
  });
  const folder = url.pathname.replace(/\/$/, '');
  const always = {
    host: url.host,
    'user-agent': 'sparkify-warehouse',
    ...(settings.requesterPays ? { 'x-amz-request-payer': 'requester' } : {}),
  };
  const { connections = 64, connectTimeout = 10_000, idleTimeout = 30_000 } = settings;
  const pool = new Pool(url.origin, {
    connections,
    connect: { timeout: connectTimeout },
    headersTimeout: idleTimeout,
    bodyTimeout: idleTimeout,
  });
  const signer = new SignatureV4({
    credentials: config.credentials,
    region,
    service: 's3',
    sha256: config.sha256,
    uriEscapePath: false,
  });

  async function signed(path: string, headers: Headers): Promise<Headers> {
    if (!settings.signRequests) return headers;
    const { protocol, hostname } = url;
    const request = { method: 'GET', protocol, hostname, path, query: {}, headers };
    const signingDate = new Date(Date.now() + config.systemClockOffset);
    return (await signer.sign({ ...request, headers: { ...headers } }, { signingDate })).headers;
  }

  return {
    async get(key, headers, signal) {
      const path = `${folder}/${encodeKey(key)}`;
      const sent = await signed(path, { ...always, ...headers });
      return pool.request({
        method: 'GET',
        path,
        headers: sent,
        ...(signal === undefined ? {} : { signal }),
      });
    },
    close: () => pool.destroy(),
  };
}

/** As a signature needs it: all but the unreserved characters and the slash are escaped, and `../` stays as it is. */
function encodeKey(key: string): string {
  const escaped = encodeURIComponent(key).replaceAll('%2F', '/');
  return escaped.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
