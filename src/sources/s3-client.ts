import type { S3ClientConfig, S3Client as SdkClient } from '@aws-sdk/client-s3';
import { quietAwsSdk } from '../quiet-aws-sdk.ts';
import type { S3Settings } from './s3.ts';
import type { S3Requests } from './s3-requests.ts';

/** A bucket, in whichever region it turns out to be. */
export interface S3Client extends AsyncDisposable {
  /** The region or endpoint that is asked, for people. */
  readonly place: string;
  /** The region that is asked. */
  readonly region: string;
  readonly requests: S3Requests;
  /** Makes `requests` go to another region. */
  moveTo(region: string): Promise<void>;
}

/** Where S3 answers for buckets of any region, if only to say which one it is. */
const defaultRegion = 'us-east-1';

/**
 * Connects to a bucket; nothing is sent yet. The SDK finds region, credentials and address. It does not send the requests,
 * since its own take ten times the processor time: `docs/decisions/s3-requests.md`.
 */
export async function openS3Client(bucket: string, settings: S3Settings): Promise<S3Client> {
  quietAwsSdk();
  const sdk = await import('@aws-sdk/client-s3');
  const { openS3Requests } = await import('./s3-requests.ts');

  async function connect(region: string | undefined): Promise<Connection> {
    const client = new sdk.S3Client(configuration(settings, region));
    const found = await client.config.region().catch(() => undefined);
    if (found !== undefined)
      return { client, region: found, requests: await openS3Requests(client, bucket, settings) };
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
    get region() {
      return connection.region;
    },
    get requests() {
      return connection.requests;
    },
    async moveTo(region) {
      const known = connections.get(region) ?? connect(region);
      connections.set(region, known);
      connection = await known;
    },
    async [Symbol.asyncDispose]() {
      for (const { client, requests } of await Promise.all(connections.values())) {
        client.destroy();
        await requests.close();
      }
    },
  };
}

interface Connection {
  readonly client: SdkClient;
  readonly region: string;
  readonly requests: S3Requests;
}

function configuration({ profile, credentials }: S3Settings, region: string | undefined): S3ClientConfig {
  return {
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
    ...(credentials === undefined ? {} : { credentials }),
  };
}
