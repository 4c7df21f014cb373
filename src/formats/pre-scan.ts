import { setImmediate } from 'node:timers/promises';
import type { StagingTable } from './columns.ts';
import { plainFields } from './plain-fields.ts';
import { openPlainLines } from './plain-lines.ts';
import type { TimeLimits } from './time-limits.ts';

/** What a file holds whose every line is one record that an engine's own reader stages as `semantics.md` says, or blank. */
export interface PlainFile {
  readonly records: number;
  readonly lines: number;
  readonly blank: number;
  readonly bytes: number;
  readonly stagedBytes: number;
  readonly betweenBytes: number;
  /** Bytes of the last line if it has no end. */
  readonly openBytes: number;
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
 * @returns undefined if the file is not like that, or cannot be looked at; the validating parser reads it then
 */
export async function preScan(
  chunks: AsyncIterable<Uint8Array>,
  table: StagingTable,
  timeLimits: TimeLimits,
): Promise<PlainFile | undefined> {
  const fields = plainFields(table);
  using lines = openPlainLines(fields, timeLimits);
  if (lines === undefined) return undefined;
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (!lines.take(chunk)) return undefined;
    await setImmediate(); // signals and the engine's answers get their turn
  }
  const openBytes = lines.open();
  if (!lines.end()) return undefined;
  const { emptyNumbers, ...counts } = lines.counts();
  return {
    ...counts,
    bytes,
    betweenBytes: bytes - counts.stagedBytes,
    openBytes,
    unknownKeys: fields.unknown,
    withEmptyText: fields.columnsOf(emptyNumbers),
  };
}
