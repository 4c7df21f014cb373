import type { NetworkSettings } from '../aws/network.ts';
import { type Backoff, defaultBackoff } from './backoff.ts';
import { defaultConcurrency } from './fetch-ahead.ts';
import { openS3Client } from './s3-client.ts';
import { toFailure } from './s3-errors.ts';
import { explain } from './s3-explain.ts';
import { listObjects } from './s3-list.ts';
import { folderPrefix, parseS3Location } from './s3-location.ts';
import { readObject } from './s3-read.ts';
import type { Source } from './source.ts';

export interface S3Settings {
  /** Default: what the environment or the profile says, else wherever the bucket is. */
  readonly region?: string;
  /** A profile of the AWS configuration files. */
  readonly profile?: string;
  /** An address of another implementation of S3 (AWS_ENDPOINT_URL_S3); the bucket is then the first part of the path. */
  readonly endpoint?: string | undefined;
  /** Default: the SDK's chain (environment, profile, single sign-on, container, machine). */
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /** False sends no credentials, for public buckets. */
  readonly signRequests: boolean;
  /** Agrees to pay for the transfer, for buckets that ask for it. */
  readonly requesterPays: boolean;
  /** The proxy and the certificates to reach it with; without them directly. */
  readonly network?: NetworkSettings;
  /** GETs at the same time, each on a connection of its own; default 128, as many as `fetchAhead` asks for. */
  readonly connections?: number;
  /** Milliseconds until a connection must be made; default 10,000. */
  readonly connectTimeout?: number;
  /** Milliseconds without a byte after which a connection is given up, default 30,000; and over which a drip is noticed. */
  readonly idleTimeout?: number;
  /** Bytes up to which an object is fetched and verified as a whole before it is handed out; default 4 MiB. */
  readonly wholeBytes?: number;
  readonly backoff?: Partial<Backoff>;
}

/**
 * A folder of a bucket, or one object of it. Loads the AWS SDK; sends nothing before the first `list` or `read`.
 * `list` takes one request for each 1,000 keys, `read` one. What passes (throttling, broken connections, damaged bodies) is
 * tried again and ends as a {@link TransientError}; what does not is a {@link UsageError} at once.
 */
export async function openS3Source(location: string, settings: S3Settings): Promise<Source> {
  const place = parseS3Location(location);
  const { signRequests, idleTimeout = 30_000, wholeBytes = 4 << 20 } = settings;
  const backoff = { ...defaultBackoff, ...settings.backoff };
  const pace = { window: idleTimeout, least: 1024, now: () => performance.now() };
  const client = await openS3Client(place.bucket, settings).catch((error: unknown) => {
    const failure = toFailure(error);
    throw failure === undefined
      ? error
      : explain(failure, { location, signRequests, place: String(settings.region) });
  });
  const root = `s3://${place.bucket}/`;

  const folder = root + folderPrefix(place.key);
  const passedOver: string[] = [];

  return {
    location,
    passedOver,
    get region() {
      return client.region;
    },
    readsAtOnce: settings.connections ?? defaultConcurrency,
    covers: (file) => file === root + place.key || file.startsWith(folder),
    list(signal) {
      const trial = { client, location, signRequests, backoff, signal };
      passedOver.length = 0;
      return listObjects(place, {
        trial,
        deadline: idleTimeout,
        passOver: (other) => void passedOver.push(other),
      });
    },
    read(file, signal) {
      const key = file.location.slice(root.length);
      const trial = { client, location: file.location, signRequests, backoff, signal };
      return readObject({ file, key, trial, pace, wholeBytes });
    },
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}
