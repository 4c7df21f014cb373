import { type Backoff, defaultBackoff } from '../backoff.ts';
import { openS3Client, type S3Client } from './client.ts';
import { isFromS3, readFailure } from './errors.ts';
import type { Whole } from './fetch-whole.ts';
import { listPages } from './list.ts';
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

/** A folder whose objects can be listed and read as well. */
export interface ReadableS3Folder extends S3Folder {
  /** The objects below the folder, by their names below it. */
  list(signal?: AbortSignal): Promise<readonly FolderObject[]>;
  /** A small object, whole. */
  read(name: string, signal?: AbortSignal): Promise<Buffer>;
}

export interface FolderObject {
  readonly name: string;
  readonly bytes: number;
}

/** Bytes a second below which an upload is given up and tried again. */
const leastPace = 64 << 10;
const longestAnswer = 64 << 10;
/** A manifest of many partitions has a line a file. */
const longestObject = 64 << 20;

/**
 * Opens a folder for writing; it need not be there. What passes (throttling, broken connections) is tried again and ends
 * as a {@link TransientError}; what does not is a {@link UsageError} at once.
 */
export async function openS3Folder(location: string, settings: S3Settings): Promise<ReadableS3Folder> {
  const { bucket, key } = parseS3Location(location);
  const folder = folderPrefix(key);
  const client = await openS3Client(bucket, settings);
  const backoff: Backoff = { ...defaultBackoff, ...settings.backoff };
  const { signRequests, idleTimeout = 30_000 } = settings;
  const locationOf = (name: string): `s3://${string}` => `s3://${bucket}/${folder}${name}`;

  async function send(
    name: string,
    request: (requests: S3Client['requests']) => Promise<Whole>,
    { signal, writes = true }: { readonly signal?: AbortSignal | undefined; readonly writes?: boolean } = {},
  ): Promise<Buffer> {
    return await persist(
      async () => {
        const { status, headers, body } = await request(client.requests);
        if (status >= 300 || !isFromS3(headers, status >= 300 ? body.toString() : ''))
          throw readFailure(status, headers, body.toString());
        return body;
      },
      { client, location: locationOf(name), signRequests, writes, backoff, signal },
    );
  }

  return {
    get region() {
      return client.region;
    },
    async put(name, body, signal) {
      const deadline = idleTimeout + (body.length / leastPace) * 1000;
      const limits = { deadline, mostBytes: longestAnswer, signal };
      await send(name, (requests) => requests.put(folder + name, body, limits), { signal });
      return locationOf(name);
    },
    async remove(name) {
      const limits = { deadline: idleTimeout, mostBytes: longestAnswer };
      await send(name, (requests) => requests.remove(folder + name, limits));
    },
    async list(signal) {
      const found: FolderObject[] = [];
      const trial = { client, location: locationOf(''), signRequests, backoff, signal };
      for await (const { objects } of listPages(folder, { trial, deadline: idleTimeout }))
        for (const { key, size } of objects) found.push({ name: key.slice(folder.length), bytes: size });
      return found;
    },
    async read(name, signal) {
      const limits = { deadline: idleTimeout, mostBytes: longestObject, signal };
      return await send(name, (requests) => requests.whole(folder + name, [], limits), {
        signal,
        writes: false,
      });
    },
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}
