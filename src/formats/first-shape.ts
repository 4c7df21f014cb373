import { constants, gunzipSync } from 'node:zlib';
import { byte, type Chunks, isWhiteSpace } from './bytes.ts';
import { isGzip } from './decompress.ts';
import { startFraming } from './framing.ts';

/** What the first bytes of a file show of it. */
export interface FirstShape {
  readonly isGzip: boolean;
  /** Whether its first record is an object alone on its line; or there is no record at all. */
  readonly isNewlineDelimited: boolean;
}

const lookedAt = 64 * 1024;

/** Looks at the beginning of a file as it is stored; no more of it is read. */
export async function firstShape(chunks: Chunks): Promise<FirstShape> {
  let start: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    start = Buffer.concat([start, chunk]).subarray(0, lookedAt);
    if (start.length === lookedAt) break;
  }
  if (!isGzip(start)) return { isGzip: false, isNewlineDelimited: isNewlineDelimited(start) };
  try {
    const content = gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH });
    return { isGzip: true, isNewlineDelimited: isNewlineDelimited(content) };
  } catch {
    return { isGzip: true, isNewlineDelimited: false }; // the reader of the whole file reports what is wrong with it
  }
}

function isNewlineDelimited(start: Buffer): boolean {
  const framing = startFraming();
  const [first] = [...framing.take(start), ...framing.end()];
  if (first === undefined) return true;
  if (!('object' in first) || first.text.includes('\n')) return false;
  const lineStart = start.lastIndexOf(byte.lineFeed, first.offset) + 1;
  const found = start.indexOf(byte.lineFeed, first.offset);
  const around = [
    start.subarray(start[0] === 0xef && lineStart === 0 ? 3 : lineStart, first.offset),
    start.subarray(first.offset + first.size, found === -1 ? start.length : found),
  ];
  return around.every((bytes) => bytes.every(isWhiteSpace));
}
