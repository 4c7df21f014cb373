import { createHash } from 'node:crypto';
import { TransientError } from '../errors.ts';
import { isFromS3, readFailure, S3Failure } from '../s3/errors.ts';
import { type Pace, paced } from '../s3/pace.ts';
import { persist, recover, type Trial } from '../s3/retry.ts';
import { untilAborted } from '../stopped.ts';
import type { SourceFile } from './source.ts';

export interface Reading {
  readonly trial: Trial;
  readonly file: SourceFile;
  readonly key: string;
  readonly pace: Pace;
  /** Objects up to this many bytes are whole and verified before the first of them is handed out. */
  readonly wholeBytes: number;
}

/**
 * The bytes of an object, by one GET if all goes well. A small object is fetched again as a whole if anything is wrong with
 * it; a large one is resumed where it broke off, so that memory stays bounded.
 * Throws a {@link TransientError} if the object is no longer the one that was listed.
 */
export function readObject(reading: Reading): AsyncGenerator<Uint8Array> {
  return reading.file.size <= reading.wholeBytes ? readWhole(reading) : readResuming(reading);
}

async function* readWhole(reading: Reading): AsyncGenerator<Uint8Array> {
  const content = await persist(() => getWhole(reading), reading.trial);
  if (content.length > 0) yield content;
}

async function getWhole({ trial: { client, signal }, file, key, pace }: Reading): Promise<Uint8Array> {
  const deadline = pace.window + (file.size / pace.least) * 1000;
  const mostBytes = Math.max(file.size, longestError);
  const { status, headers, body } = await client.requests.whole(key, ifMatch(file), {
    deadline,
    mostBytes,
    signal,
  });
  if (status !== 200 || !isFromS3(headers))
    throw notRead(file, readFailure(status, headers, body.toString()));
  checkLength(file.size, body.length);
  if (etagIsMd5(file.version, headers)) checkMd5(file, body);
  return body;
}

/** Bytes of an answer that reports an error. */
const longestError = 64 << 10;

/** Bytes after which a broken connection counts as the first one again. */
const progress = 1 << 20;

async function* readResuming(reading: Reading): AsyncGenerator<Uint8Array> {
  const { file } = reading;
  const hash = createHash('md5');
  let comparable = false;
  let length = 0;
  for (let attempt = 1, from = 0; length < file.size; attempt++) {
    try {
      const rest = await untilAborted(getRest(reading, length), reading.trial.signal);
      comparable = rest.etagIsMd5;
      for await (const chunk of rest.chunks) {
        length += chunk.length;
        hash.update(chunk);
        yield chunk;
      }
      checkLength(file.size, length);
    } catch (error) {
      if (length - from >= progress) attempt = 1;
      from = length;
      await recover(error, attempt, reading.trial);
    }
  }
  if (comparable && hash.digest('hex') !== file.version) {
    // What was handed out cannot be taken back.
    throw new TransientError(
      'SPK-514',
      `${file.location} arrived damaged: its content is not what its ETag says.`,
      {
        hints: ['Run the same command again.'],
      },
    );
  }
}

async function getRest({ trial: { client, signal }, file, key, pace }: Reading, from: number) {
  const range = from === 0 ? [] : ['range', `bytes=${from}-`];
  const { statusCode, headers, body } = await client.requests.stream(
    key,
    [...ifMatch(file), ...range],
    signal,
  );
  if (statusCode !== (from === 0 ? 200 : 206) || !isFromS3(headers)) {
    throw notRead(file, readFailure(statusCode, headers, await body.text()));
  }
  const announced = Number(headers['content-length'] ?? file.size - from);
  if (announced !== file.size - from) await body.dump();
  checkLength(file.size - from, announced);
  return { chunks: paced(body, pace), etagIsMd5: etagIsMd5(file.version, headers) };
}

function ifMatch({ version }: SourceFile): readonly string[] {
  return ['if-match', `"${version}"`];
}

/** An object that is not what was listed is the user's to know of; everything else may be tried again. */
function notRead({ location }: SourceFile, failure: S3Failure): Error {
  const happened = { NoSuchKey: 'was deleted', 'HTTP 404': 'was deleted', PreconditionFailed: 'changed' }[
    failure.code
  ];
  if (happened === undefined) return failure;
  return new TransientError('SPK-211', `${location} ${happened} after it was listed.`, {
    cause: failure,
    hints: ['Run the same command again: it will see the bucket as it is then.'],
  });
}

function checkLength(expected: number, came: number): void {
  if (came !== expected) throw damaged(`${expected} bytes were expected, ${came} came`);
}

function checkMd5({ version }: SourceFile, content: Uint8Array): void {
  const digest = createHash('md5').update(content).digest('hex');
  if (digest !== version) throw damaged(`the MD5 ${version} was expected, ${digest} came`);
}

function damaged(message: string): S3Failure {
  return new S3Failure(message, { code: 'Damaged', status: 200 });
}

/**
 * Not after an upload in parts, nor under KMS or keys of one's own.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html
 */
function etagIsMd5(etag: string, headers: Readonly<Record<string, unknown>>): boolean {
  const encryption = headers['x-amz-server-side-encryption'] ?? 'AES256';
  const ownKey = headers['x-amz-server-side-encryption-customer-algorithm'];
  return /^[0-9a-f]{32}$/.test(etag) && encryption === 'AES256' && ownKey === undefined;
}
