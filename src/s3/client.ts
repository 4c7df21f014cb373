import type { S3ClientConfig, S3Client as SdkClient } from '@aws-sdk/client-s3';
import { quietAwsSdk } from '../aws/quiet-sdk.ts';
import { UsageError } from '../errors.ts';
import type { Correction } from './errors.ts';
import type { S3Requests } from './requests.ts';
import type { S3Settings } from './settings.ts';

/** A bucket, in whichever region it turns out to be. */
export interface S3Client extends AsyncDisposable {
  /** The region or endpoint that is asked, for people. */
  readonly place: string;
  /** The region that is asked. */
  readonly region: string;
  readonly requests: S3Requests;
  /** Makes `requests` go to another region or address, or carry another time. */
  correct(correction: Correction): Promise<void>;
}

/** Where S3 answers for buckets of any region, if only to say which one it is. */
const defaultRegion = 'us-east-1';

/**
 * Connects to a bucket; nothing is sent yet. The SDK finds region, credentials and address. It does not send the requests,
 * since its own take ten times the processor time: `docs/decisions/s3-requests.md`.
 */
export async function openS3Client(bucket: string, given: S3Settings): Promise<S3Client> {
  quietAwsSdk();
  const { checkProfile, configuredCaBundle, configuredEndpoint } = await import('../aws/profile.ts');
  const sdk = await import('@aws-sdk/client-s3');
  const { sdkHandler } = await import('../aws/sdk-handler.ts');
  const { openS3Requests } = await import('./requests.ts');
  if (given.signRequests && given.credentials === undefined) await checkProfile(given);
  const endpoint = given.endpoint ?? (await configuredEndpoint('s3', given));
  checkEndpoint(endpoint);
  const caBundle = given.network?.caBundle ?? (await configuredCaBundle(given));
  const settings = { ...given, endpoint, network: { ...given.network, caBundle } };
  const clock = { offset: 0 };

  async function connect(region: string | undefined, origin?: string): Promise<Connection> {
    // It also asks for credentials, of single sign-on for instance.
    const requestHandler = sdkHandler(settings.network);
    const client = new sdk.S3Client({
      ...configuration(settings, region),
      ...(requestHandler && { requestHandler }),
    });
    const found = await client.config.region().catch(() => undefined);
    if (found !== undefined)
      return {
        client,
        region: found,
        requests: await openS3Requests(client, bucket, { settings, origin, clock }),
      };
    client.destroy();
    return connect(defaultRegion);
  }
  let connection = await connect(settings.region);
  // Former ones stay open until the end: requests may still be on their way.
  const connections = new Map([[connection.region, Promise.resolve(connection)]]);

  async function moveTo(place: string, open: () => Promise<Connection>): Promise<void> {
    const known = connections.get(place) ?? open();
    connections.set(place, known);
    connection = await known;
  }

  return {
    get place() {
      return endpoint ?? connection.region;
    },
    get region() {
      return connection.region;
    },
    get requests() {
      return connection.requests;
    },
    async correct(correction) {
      if ('time' in correction) clock.offset = correction.time - Date.now();
      else if ('region' in correction) await moveTo(correction.region, () => connect(correction.region));
      else await moveTo(correction.origin, () => connect(connection.region, correction.origin));
    },
    async [Symbol.asyncDispose]() {
      for (const { client, requests } of await Promise.all(connections.values())) {
        client.destroy();
        await requests.close();
      }
    },
  };
}

/** @throws {UsageError} for an endpoint that is no address */
function checkEndpoint(endpoint: string | undefined): void {
  if (endpoint === undefined || /^https?:\/\/[^/]/i.test(endpoint)) return;
  throw new UsageError(
    'SPK-113',
    `The endpoint of S3 (AWS_ENDPOINT_URL_S3, or endpoint_url of the profile) should be an address such as http://127.0.0.1:9000, got "${endpoint}".`,
  );
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
