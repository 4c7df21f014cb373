import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { DataError } from '../errors.ts';
import type { Chunks, SourceFile } from '../sources/source.ts';

/** JSON shrinks 10 to 30 times; what expands 300 times was made to fill a disk. */
const mostExpansion = 300;
const alwaysAllowed = 64 * 1024 * 1024;

/**
 * The bytes of a file as text: unpacked where its name ends in `.gz`.
 *
 * @throws {DataError} if the file is damaged, cut, or expands beyond reason
 */
export function unpacked(file: SourceFile, chunks: Chunks): Chunks {
  return isCompressed(file) ? gunzip(file, chunks) : chunks;
}

/** Whether the name of a file says that it is gzip. */
export function isCompressed({ name }: SourceFile): boolean {
  return name.toLowerCase().endsWith('.gz');
}

async function* gunzip(file: SourceFile, chunks: Chunks): AsyncIterable<Uint8Array> {
  const limit = Math.max(alwaysAllowed, file.size * mostExpansion);
  const output = new PassThrough();
  // What fails in there ends the output with the same error, or with its own end.
  pipeline(Readable.from(chunks), createGunzip(), output).catch(() => {});
  let bytes = 0;
  try {
    for await (const chunk of output as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > limit) throw tooLarge(file);
      yield chunk;
    }
  } catch (cause) {
    throw damaged(file, cause);
  }
}

function tooLarge(file: SourceFile): DataError {
  return new DataError(`${file.location} expands to more than ${mostExpansion} times its size.`, {
    details: ['That is how a gzip bomb looks. Nothing was published.'],
    hints: ['If the file is what it should be, unpack it and load it unpacked.'],
  });
}

function damaged(file: SourceFile, cause: unknown): Error {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (typeof code !== 'string' || !code.startsWith('Z_')) return cause as Error;
  return new DataError(`${file.location} is no complete gzip file: ${message}.`, {
    cause,
    details: ['Nothing was published.'],
    hints: ['Copy or compress the file again, or move it out of the folder.'],
  });
}
