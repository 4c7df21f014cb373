import { defaultBackoff } from './backoff.ts';
import { defaultConcurrency } from './fetch-ahead.ts';
import { openS3Client } from './s3-client.ts';
import { toFailure } from './s3-errors.ts';
import { explain } from './s3-explain.ts';
import { listObjects } from './s3-list.ts';
import { folderPrefix, parseS3Location } from './s3-location.ts';
import { readObject } from './s3-read.ts';
import type { S3Settings } from './s3-settings.ts';
import type { Source } from './source.ts';

export type { S3Settings };

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
