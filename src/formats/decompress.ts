import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { DataError } from '../errors.ts';
import type { Chunks } from './bytes.ts';

/** What is said of a file where it is damaged, and how large it may become. */
interface StoredFile {
  readonly location: string;
  /** Bytes. */
  readonly size: number;
}

/** JSON shrinks 10 to 30 times; what expands 300 times was made to fill a disk. */
const mostExpansion = 300;
const alwaysAllowed = 64 * 1024 * 1024;

/** Whether the bytes of a file begin as gzip does. */
export function isGzip(start: Uint8Array): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

/**
 * The bytes of a file, decompressed if they begin as gzip does, whatever its name; members are joined.
 *
 * @throws {DataError} if a gzip file is damaged, cut, or expands beyond reason
 */
export async function* decompressed(file: StoredFile, chunks: Chunks): AsyncIterable<Uint8Array> {
  const iterator =
    Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  let start: Uint8Array = new Uint8Array();
  let isDone = false;
  while (start.length < 2 && !isDone) {
    const next = await iterator.next();
    isDone = next.done ?? false;
    if (!next.done) start = start.length === 0 ? next.value : Buffer.concat([start, next.value]);
  }
  const all = from(start, iterator);
  yield* isGzip(start) ? gunzip(file, all) : all;
}

async function* from(
  start: Uint8Array,
  rest: Iterator<Uint8Array> | AsyncIterator<Uint8Array>,
): AsyncIterable<Uint8Array> {
  try {
    if (start.length > 0) yield start;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function* gunzip(file: StoredFile, chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const limit = Math.max(alwaysAllowed, file.size * mostExpansion);
  const input = withoutPadding(chunks);
  const unzip = createGunzip();
  const output = new PassThrough();
  // What fails in there ends the output with the same error, or with its own end.
  const done = pipeline(Readable.from(input.chunks), unzip, output).catch(() => {});
  let bytes = 0;
  try {
    for await (const chunk of output as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > limit) throw tooLarge(file);
      yield chunk;
    }
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw typeof code === 'string' && code.startsWith('Z_') ? damaged(file, message, cause) : cause;
  }
  await done;
  // Node.js takes a zero behind a member for padding, and drops all that follows in silence.
  if (input.size() > unzip.bytesWritten) throw damaged(file, 'data follows the zeros behind its end');
}

/** The same chunks; once they are read, their size without zeros at the end. */
function withoutPadding(chunks: AsyncIterable<Uint8Array>) {
  let all = 0;
  let size = 0;
  return {
    size: () => size,
    chunks: (async function* () {
      for await (const chunk of chunks) {
        let end = chunk.length;
        while (end > 0 && chunk[end - 1] === 0) end--;
        if (end > 0) size = all + end;
        all += chunk.length;
        yield chunk;
      }
    })(),
  };
}

function tooLarge(file: StoredFile): DataError {
  return new DataError('SPK-213', `${file.location} expands to more than ${mostExpansion} times its size.`, {
    details: ['It may be a gzip bomb. Nothing was published.'],
    hints: ['If the file is valid, decompress it and load it uncompressed.'],
  });
}

function damaged(file: StoredFile, why: string, cause?: unknown): DataError {
  return new DataError('SPK-212', `${file.location} is not a complete gzip file: ${why}.`, {
    cause,
    details: ['Nothing was published.'],
    hints: ['Copy or compress the file again, or move it out of the folder.'],
  });
}
