import type { ListObjectsV2CommandOutput, S3ClientConfig, S3Client as SdkClient } from '@aws-sdk/client-s3';
import type { Dispatcher } from 'undici';
import { quietAwsSdk } from '../quiet-aws-sdk.ts';
import type { S3Settings } from './s3.ts';
import type { S3Getter } from './s3-get.ts';

export interface ListRequest {
  readonly prefix: string;
  readonly continuationToken?: string | undefined;
  readonly maxKeys?: number;
}

/** The two requests to a bucket that a source needs, each sent once: trying again is the caller's business. */
export interface S3Client extends AsyncDisposable {
  /** The region or endpoint that is asked, for people. */
  readonly place: string;
  listPage(request: ListRequest, signal?: AbortSignal): Promise<ListObjectsV2CommandOutput>;
  /** A GET of an object, whatever its status; the headers are those beyond the ones that every request has. */
  get(
    key: string,
    headers: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<Dispatcher.ResponseData>;
  /** Sends all that follows to another region. */
  moveTo(region: string): Promise<void>;
}

/** Where S3 answers for buckets of any region, if only to say which one it is. */
const defaultRegion = 'us-east-1';

/**
 * Connects to a bucket; nothing is sent yet. Lists and credentials are the SDK's. GETs are signed by the SDK's signer but
 * sent by undici, since the SDK's own take 20 times the processor time: `docs/decisions/s3-requests.md`.
 */
export async function openS3Client(bucket: string, settings: S3Settings): Promise<S3Client> {
  quietAwsSdk();
  const sdk = await import('@aws-sdk/client-s3');
  const { openGetter } = await import('./s3-get.ts');
  const payer = settings.requesterPays ? ({ RequestPayer: 'requester' } as const) : {};

  async function connect(region: string | undefined): Promise<Connection> {
    const client = new sdk.S3Client(configuration(settings, region));
    const found = await client.config.region().catch(() => undefined);
    if (found !== undefined)
      return { client, region: found, getter: await openGetter(client, bucket, settings) };
    client.destroy();
    return connect(defaultRegion);
  }
  let connection = await connect(settings.region);
  // Former ones stay open until the end: requests may still be on their way.
  const connections = new Map([[connection.region, Promise.resolve(connection)]]);

  return {
    get place() {
      return settings.endpoint ?? connection.region;
    },
    listPage({ prefix, continuationToken, maxKeys }, signal) {
      const command = new sdk.ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        EncodingType: 'url',
        ContinuationToken: continuationToken,
        MaxKeys: maxKeys,
        ...payer,
      });
      return connection.client.send(command, signal === undefined ? {} : { abortSignal: signal });
    },
    get: (key, headers, signal) => connection.getter.get(key, headers, signal),
    async moveTo(region) {
      const known = connections.get(region) ?? connect(region);
      connections.set(region, known);
      connection = await known;
    },
    async [Symbol.asyncDispose]() {
      for (const { client, getter } of await Promise.all(connections.values())) {
        client.destroy();
        await getter.close();
      }
    },
  };
}

interface Connection {
  readonly client: SdkClient;
  readonly region: string;
  readonly getter: S3Getter;
}

function configuration(settings: S3Settings, region: string | undefined): S3ClientConfig {
  const {
    profile,
    endpoint,
    credentials,
    signRequests,
    connectTimeout = 10_000,
    idleTimeout = 30_000,
  } = settings;
  return {
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(signRequests
      ? {}
      : {
          credentials: { accessKeyId: '', secretAccessKey: '' },
          signer: { sign: async (request) => request },
        }),
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: connectTimeout,
      requestTimeout: idleTimeout,
      socketTimeout: idleTimeout,
      throwOnRequestTimeout: true,
    },
  };
}
