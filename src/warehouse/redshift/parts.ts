import { createReadStream } from 'node:fs';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** Rows for one slice of the cluster to read. */
export interface Part {
  /** Newline-delimited JSON under gzip. */
  readonly content: Buffer;
  readonly rows: number;
}

/**
 * JSON of this size is some 1 MB under gzip, below which a file costs COPY more than its content.
 * https://docs.aws.amazon.com/redshift/latest/dg/c_best-practices-use-multiple-files.html
 */
export const leastPart = 12 << 20;
/** Some 5 MB under gzip; COPY takes up to 125 MB as well, but this much is held in memory. */
export const fullPart = 64 << 20;

/** How many parts to make of so many bytes: one for each slice, or fewer if they would be too small. */
export function partsFor(bytes: number, slices: number): number {
  return bytes >= slices * leastPart ? slices : Math.max(1, Math.floor(bytes / leastPart));
}

const compress = promisify(gzip);
const lineFeed = 10;

/** Cuts the rows of some files into so many parts of about equal size, at the ends of lines. */
export async function* makeParts(
  packs: readonly { readonly path: string; readonly bytes: number }[],
  count: number,
): AsyncGenerator<Part> {
  const total = packs.reduce((sum, { bytes }) => sum + bytes, 0);
  const share = Math.ceil(total / count);
  let pieces: Buffer[] = [];
  let size = 0;
  for (const { path } of packs) {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
      let rest = chunk;
      while (size + rest.length >= share) {
        const end = rest.indexOf(lineFeed, Math.max(0, share - size - 1)) + 1;
        if (end === 0) break;
        yield await toPart([...pieces, rest.subarray(0, end)]);
        rest = rest.subarray(end);
        pieces = [];
        size = 0;
      }
      pieces.push(rest);
      size += rest.length;
    }
  }
  if (size > 0) yield await toPart(pieces);
}

async function toPart(pieces: readonly Buffer[]): Promise<Part> {
  const rows = Buffer.concat(pieces);
  return { content: await compress(rows), rows: countLines(rows) };
}

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) lines++;
  return lines;
}
