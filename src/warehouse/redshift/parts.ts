import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { createGzip, gzip } from 'node:zlib';

/** Rows in a file of this machine. */
export interface Batch {
  readonly path: string;
  readonly bytes: number;
}

/** Rows for one slice of the cluster to read. */
export interface Part {
  /** Newline-delimited JSON under gzip. */
  readonly content: Buffer;
  readonly rows: number;
}

/** How many bytes of rows a part takes, before they are compressed. */
export interface PartSize {
  readonly least: number;
  readonly full: number;
}

/**
 * COPY does not split a gzip file, and AWS recommends files of 1 MB to 1 GB. The least here is 1.25 MB, since not all rows
 * compress alike. The most is 6 MB, since a part is held in memory.
 * https://docs.aws.amazon.com/redshift/latest/dg/c_best-practices-use-multiple-files.html
 */
const leastCompressed = 1_250_000;
const fullCompressed = 5 * leastCompressed;

/** The most that waits on this machine's disk for its parts, as long as these do not get too small by it. */
const mostHeld = 2 * 1024 ** 3;

/** The size of parts by how well the rows compress, of which a batch is the sample. */
export async function partSizeFor(sample: string, slices: number): Promise<PartSize> {
  const rows = await readFile(sample);
  const compression = rows.length / (await compress(rows)).length;
  const least = Math.ceil(leastCompressed * compression);
  return { least, full: Math.max(2 * least, Math.min(fullCompressed * compression, mostHeld / slices)) };
}

/** How many parts to make of so many bytes: one for each slice, or fewer if they would be too small. */
export function partsFor(bytes: number, slices: number, { least }: PartSize): number {
  return Math.max(1, Math.min(slices, Math.floor(bytes / least)));
}

const compress = promisify(gzip);
const lineFeed = 10;

/** Cuts the rows of some batches into so many parts of about equal size, at the ends of lines. */
export async function* makeParts(batches: readonly Batch[], count: number): AsyncGenerator<Part> {
  const total = batches.reduce((sum, { bytes }) => sum + bytes, 0);
  const share = Math.ceil(total / count);
  let part = openPart();
  for (const { path } of batches) {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
      let rest = chunk;
      while (part.bytes() + rest.length >= share) {
        const end = rest.indexOf(lineFeed, Math.max(0, share - part.bytes() - 1)) + 1;
        if (end === 0) break;
        await part.write(rest.subarray(0, end));
        yield await part.end();
        rest = rest.subarray(end);
        part = openPart();
      }
      await part.write(rest);
    }
  }
  if (part.bytes() > 0) yield await part.end();
}

/** Only what is compressed is held in memory. */
function openPart() {
  const compressing = createGzip();
  const content = buffer(compressing);
  let bytes = 0;
  let rows = 0;
  return {
    bytes: () => bytes,
    async write(piece: Buffer): Promise<void> {
      bytes += piece.length;
      rows += countLines(piece);
      if (!compressing.write(piece)) await once(compressing, 'drain');
    },
    async end(): Promise<Part> {
      compressing.end();
      return { content: await content, rows };
    },
  };
}

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) lines++;
  return lines;
}
