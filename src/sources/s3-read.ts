import { createHash, type Hash } from 'node:crypto';
import type { Dispatcher } from 'undici';
import { TransientError } from '../errors.ts';
import { type Pace, paced } from './pace.ts';
import { readFailure, S3Failure } from './s3-errors.ts';
import { persist, recover, type Trial } from './s3-retry.ts';
import type { SourceFile } from './source.ts';

export interface Reading extends Trial {
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
  const content = await persist(async () => {
    const content = createContent(reading.file);
    const chunks: Uint8Array[] = [];
    for await (const chunk of openBody(reading, content)) chunks.push(chunk);
    content.verify();
    return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
  }, reading);
  if (content !== undefined && content.length > 0) yield content;
}

/** Bytes after which a broken connection counts as the first one again. */
const progress = 1 << 20;

async function* readResuming(reading: Reading): AsyncGenerator<Uint8Array> {
  const content = createContent(reading.file);
  for (let attempt = 1, from = 0; ; attempt++) {
    try {
      yield* openBody(reading, content);
      break;
    } catch (error) {
      if (content.length - from >= progress) attempt = 1;
      from = content.length;
      await recover(error, attempt, reading);
    }
  }
  try {
    content.verify();
  } catch (cause) {
    // What was handed out cannot be taken back.
    throw new TransientError(
      `${reading.file.location} arrived damaged: its content is not what its ETag says.`,
      { cause },
    );
  }
}

/** What has come of an object so far. */
interface Content {
  readonly length: number;
  add(chunk: Uint8Array): void;
  /** Told by the answer whether the ETag is the MD5 of the content. */
  expectMd5(isMd5: boolean): void;
  /** Throws an {@link S3Failure} if the content is not what the ETag says. */
  verify(): void;
}

function createContent({ version }: SourceFile): Content {
  let hash: Hash | undefined = createHash('md5');
  let length = 0;
  return {
    get length() {
      return length;
    },
    add(chunk) {
      length += chunk.length;
      hash?.update(chunk);
    },
    expectMd5(isMd5) {
      if (!isMd5) hash = undefined;
    },
    verify() {
      const digest = hash?.digest('hex') ?? version;
      if (digest !== version) throw damaged(`the MD5 ${version} was expected, ${digest} came`);
    },
  };
}

function damaged(message: string): S3Failure {
  return new S3Failure(message, { code: 'Damaged', status: 200 });
}

async function* openBody(reading: Reading, content: Content): AsyncGenerator<Uint8Array> {
  const { client, file, key, signal, pace } = reading;
  const from = content.length;
  const range: Record<string, string> = from === 0 ? {} : { range: `bytes=${from}-` };
  const response = await client.get(key, { 'if-match': `"${file.version}"`, ...range }, signal);
  await checkHead(response, file, from);
  content.expectMd5(etagIsMd5(file.version, response.headers));
  for await (const chunk of paced(response.body, pace)) {
    content.add(chunk);
    yield chunk;
  }
  if (content.length !== file.size) throw damaged(`${file.size} bytes were expected, ${content.length} came`);
}

async function checkHead(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  file: SourceFile,
  from: number,
): Promise<void> {
  if (statusCode !== (from === 0 ? 200 : 206)) {
    const failure = readFailure(statusCode, headers, await body.text());
    if (failure.code === 'NoSuchBucket' || ![404, 412].includes(statusCode)) throw failure;
    const happened = statusCode === 404 ? 'was deleted' : 'changed';
    throw new TransientError(`${file.location} ${happened} after it was listed.`, {
      cause: failure,
      hints: ['Run the same command again: it will see the bucket as it is then.'],
    });
  }
  const length = Number(headers['content-length'] ?? file.size - from);
  if (length === file.size - from) return;
  await body.dump();
  throw damaged(`${file.size - from} bytes were expected, ${length} were announced`);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html: not after a multipart upload, nor under KMS or own keys. */
function etagIsMd5(etag: string, headers: Readonly<Record<string, unknown>>): boolean {
  const encryption = headers['x-amz-server-side-encryption'] ?? 'AES256';
  const ownKey = headers['x-amz-server-side-encryption-customer-algorithm'];
  return /^[0-9a-f]{32}$/.test(etag) && encryption === 'AES256' && ownKey === undefined;
}
