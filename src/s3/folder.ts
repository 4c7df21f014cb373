import { type Backoff, defaultBackoff } from '../backoff.ts';
import { openS3Client, type S3Client } from './client.ts';
import { isFromS3, readFailure } from './errors.ts';
import type { Whole } from './fetch-whole.ts';
import { folderPrefix, parseS3Location } from './location.ts';
import { persist } from './retry.ts';
import type { S3Settings } from './settings.ts';

/** A folder of a bucket to put objects into and take them out of again. */
export interface S3Folder extends AsyncDisposable {
  /** Writes an object, named below the folder, and returns its location. */
  put(name: string, body: Uint8Array, signal?: AbortSignal): Promise<`s3://${string}`>;
  remove(name: string): Promise<void>;
  /** Where the bucket is; sure only after the first object was put. */
  readonly region: string;
}

/** Bytes a second below which an upload is given up and tried again. */
const leastPace = 64 << 10;
const longestAnswer = 64 << 10;

/**
 * Opens a folder for writing; it need not be there. What passes (throttling, broken connections) is tried again and ends
 * as a {@link TransientError}; what does not is a {@link UsageError} at once.
 */
export async function openS3Folder(location: string, settings: S3Settings): Promise<S3Folder> {
  const { bucket, key } = parseS3Location(location);
  const folder = folderPrefix(key);
  const client = await openS3Client(bucket, settings);
  const backoff: Backoff = { ...defaultBackoff, ...settings.backoff };
  const { signRequests, idleTimeout = 30_000 } = settings;
  const locationOf = (name: string): `s3://${string}` => `s3://${bucket}/${folder}${name}`;

  async function send(
    name: string,
    request: (requests: S3Client['requests']) => Promise<Whole>,
    signal?: AbortSignal,
  ): Promise<void> {
    await persist(
      async () => {
        const { status, headers, body } = await request(client.requests);
        const text = body.toString();
        if (status >= 300 || !isFromS3(headers, text)) throw readFailure(status, headers, text);
      },
      { client, location: locationOf(name), signRequests, writes: true, backoff, signal },
    );
  }

  return {
    get region() {
      return client.region;
    },
    async put(name, body, signal) {
      const deadline = idleTimeout + (body.length / leastPace) * 1000;
      const limits = { deadline, mostBytes: longestAnswer, signal };
      await send(name, (requests) => requests.put(folder + name, body, limits), signal);
      return locationOf(name);
    },
    async remove(name) {
      const limits = { deadline: idleTimeout, mostBytes: longestAnswer };
      await send(name, (requests) => requests.remove(folder + name, limits));
    },
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}
