import type { StagingTable } from '../../formats/columns.ts';
import { isGzip } from '../../formats/decompress.ts';
import { type PlainFile, preScan } from '../../formats/pre-scan.ts';
import type { TimeLimits } from '../../formats/time-limits.ts';
import { type ContentHash, startContentHash } from '../../sources/content-hash.ts';
import { readChunks } from '../../sources/local-read.ts';
import type { SourceFile } from '../../sources/source.ts';
import { mayMisreadEnd } from './read-json.ts';

/** A file of this machine, and what its records have to be. */
export interface ScanRequest extends Pick<SourceFile, 'location' | 'size' | 'version'> {
  readonly path: string;
  readonly table: StagingTable;
  readonly timeLimits: TimeLimits;
}

export interface ScannedFile extends Omit<PlainFile, 'openBytes'> {
  readonly content: string;
}

/** What a core keeps near itself. One buffer for a file: of a new one for each chunk the kernel has to clear every page. */
const scannedAtOnce = 256 * 1024;

/**
 * Pre-scans a file and hashes it.
 *
 * @returns undefined if it is not plain, or DuckDB would misread its end
 * @throws {TransientError} if the file is no longer the one that was listed
 */
export async function scanFile(
  { path, table, timeLimits, ...file }: ScanRequest,
  signal?: AbortSignal,
): Promise<ScannedFile | undefined> {
  const hash = startContentHash();
  const buffer = Buffer.allocUnsafeSlow(scannedAtOnce);
  const chunks = hashing(readChunks({ ...file, localPath: path }, signal, buffer), hash);
  const plain = await preScan(chunks, table, timeLimits);
  if (plain === undefined) return undefined;
  const { openBytes, ...found } = plain;
  return mayMisreadEnd(plain) ? undefined : { ...found, content: hash.content() };
}

async function* hashing(chunks: Iterable<Uint8Array>, hash: ContentHash): AsyncIterable<Uint8Array> {
  let isStart = true;
  for (const chunk of chunks) {
    if (isStart && isGzip(chunk)) {
      yield chunk; // which is no line of JSON: the rest need not be read
      return;
    }
    isStart = false;
    hash.update(chunk);
    yield chunk;
  }
}
