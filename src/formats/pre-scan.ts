import { isUtf8 } from 'node:buffer';
import { setImmediate } from 'node:timers/promises';
import { bufferOf, byte } from './bytes.ts';
import type { Clock } from './clock.ts';
import type { StagingTable } from './columns.ts';
import { plainFields } from './plain-fields.ts';
import { startPlainLines } from './plain-lines.ts';
import { longestRecord } from './value-scan.ts';

/** What a file holds whose every line is one record that an engine's own reader stages as `semantics.md` says, or blank. */
export interface PlainFile {
  readonly records: number;
  readonly lines: number;
  readonly blank: number;
  readonly bytes: number;
  readonly stagedBytes: number;
  readonly betweenBytes: number;
  /** Keys that feed no column. */
  readonly unknownKeys: ReadonlySet<string>;
  /** Columns of whole numbers for which some record has the text "", which is NULL. */
  readonly withEmptyText: ReadonlySet<string>;
}

/**
 * Looks at every byte of a file before an engine reads it. The engine then has nothing to decide: each record is an object
 * on a line of its own whose values are of the kinds that its columns take, and complete.
 *
 * @param chunks may use one buffer again and again
 * @returns undefined if the file is not like that; the validating parser reads it then
 */
export async function preScan(
  chunks: AsyncIterable<Uint8Array>,
  table: StagingTable,
  clock: Clock,
): Promise<PlainFile | undefined> {
  const fields = plainFields(table);
  const lines = startPlainLines(fields, clock);
  let rest = Buffer.alloc(0);
  let bytes = 0;
  const take = (block: Buffer) => block.length === 0 || (isUtf8(block) && lines.take(block));
  for await (const chunk of chunks) {
    const block = bufferOf(chunk);
    bytes += block.length;
    const firstEnd = rest.length === 0 ? 0 : block.indexOf(byte.lineFeed) + 1;
    const lastEnd = block.lastIndexOf(byte.lineFeed) + 1;
    const isPlain =
      (firstEnd === 0 || take(Buffer.concat([rest, block.subarray(0, firstEnd)]))) &&
      take(block.subarray(firstEnd, Math.max(firstEnd, lastEnd)));
    rest = lastEnd > 0 ? Buffer.from(block.subarray(lastEnd)) : Buffer.concat([rest, block]);
    if (!isPlain || rest.length > longestRecord) return undefined;
    await setImmediate(); // signals and the engine's answers get their turn
  }
  const isOpen = rest.length > 0;
  if (isOpen && !take(Buffer.concat([rest, Buffer.from('\n')]))) return undefined;
  const { emptyNumbers, ...counts } = lines.counts();
  return {
    ...counts,
    betweenBytes: counts.betweenBytes - Number(isOpen),
    bytes,
    unknownKeys: fields.unknown,
    withEmptyText: fields.columnsOf(emptyNumbers),
  };
}
