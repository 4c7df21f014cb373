import { expect } from 'vitest';
import type { SparkifyError } from '../../src/errors.ts';
import type { S3Settings } from '../../src/s3/settings.ts';
import { openS3Source } from '../../src/sources/s3.ts';
import type { SourceFile } from '../../src/sources/source.ts';
import { type S3ServerOptions, startS3Server } from '../s3-server/s3-server.ts';
import { credentials, settingsFor } from './s3-settings.ts';
import { collect, readAll } from './s3-suite.ts';

export const content = '{"page":"NextSong"}\n'.repeat(10);
/** Settings that have every object streamed. */
export const large = { wholeBytes: 0 };

/** A server with one small object, the source over it, and the object as it is listed. */
export async function setUp(options: S3ServerOptions = {}, settings: Partial<S3Settings> = {}) {
  const server = await startS3Server({ buckets: { b: { 'logs/a.json': content } }, credentials, ...options });
  const source = await openS3Source('s3://b/logs', settingsFor(server.endpoint, settings));
  const [file] = await collect(source.list());
  server.reset();
  return {
    server,
    source,
    file: file as SourceFile,
    read: (signal?: AbortSignal) => readAll(source.read(file as SourceFile, signal)),
    async [Symbol.asyncDispose]() {
      await source[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** What work throws, which it must. */
export async function failure(work: Promise<unknown>): Promise<SparkifyError> {
  return work.then(
    () => expect.fail('nothing was thrown'),
    (error: SparkifyError) => error,
  );
}
