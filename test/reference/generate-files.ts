import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { badLine } from './generate-bad-lines.ts';
import { replacedText, spelledObject, unknownMember } from './generate-json.ts';
import { goodRecord, type RecordOptions, relatedRecord } from './generate-records.ts';
import type { DataSet } from './rows.ts';
import { eventColumns, songColumns } from './stage.ts';

export interface ContentOptions extends RecordOptions {
  /** No line is rejected. */
  readonly clean?: boolean;
  /** How many lines a file holds at most, blank ones not counted. */
  readonly maxLines?: number;
}

/** What a file holds, and how it is to be named: `.json`, `.ndjson`, `.jsonl`, each with `.gz` or without. */
export interface FileContent {
  readonly bytes: Uint8Array;
  readonly extension: string;
}

/** One line without its end: a good record, spelled in any way, or one that must be rejected. */
export function dataLine(
  dataSet: DataSet,
  { clean = false, ...options }: ContentOptions = {},
  record = goodRecord(dataSet, options),
): fc.Arbitrary<Uint8Array> {
  const columns = dataSet === 'logs' ? eventColumns : songColumns;
  const good = record.chain((members) =>
    fc
      .record({
        unknown: fc.option(unknownMember, { freq: 5 }),
        replaced: fc.option(fc.tuple(fc.constantFrom(...columns), replacedText), { freq: 5 }),
      })
      .chain(({ unknown, replaced }) => {
        const present = replaced !== null && members.some(([key]) => key === replaced[0].key);
        const earlier = present ? [[replaced[0].key, replaced[1]] as const] : [];
        return spelledObject([...earlier, ...members, ...(unknown === null ? [] : [unknown])]);
      }),
  );
  const goodBytes = good.map((text): Uint8Array => Buffer.from(text, 'utf8'));
  if (clean) return goodBytes;
  return fc.oneof(
    { weight: 6, arbitrary: goodBytes },
    { weight: 1, arbitrary: record.chain((members) => badLine(members, columns)) },
  );
}

/** The end of a line, and at times a blank line or two after it. */
const lineEnd = fc.constantFrom('\n', '\n', '\n', '\r\n', '\n\n', '\n \t\r\n');

/** The contents of `count` files at most, one at least, whose records are related across the files. */
export function fileContents(
  dataSet: DataSet,
  count: number,
  options: ContentOptions = {},
): fc.Arbitrary<readonly FileContent[]> {
  return fc
    .array(goodRecord(dataSet, options), { minLength: 1, maxLength: 3 })
    .map((family) => relatedRecord(dataSet, family, options))
    .chain((record) =>
      fc.array(fileContent(dataSet, dataLine(dataSet, options, record), options.maxLines), {
        minLength: 1,
        maxLength: count,
      }),
    );
}

/**
 * The content of one file: lines with LF or CRLF, blank lines between, the last with an end or without, a byte order
 * mark or none, packed or not. A song file holds one record as a rule.
 */
function fileContent(
  dataSet: DataSet,
  line: fc.Arbitrary<Uint8Array>,
  maxLines = 12,
): fc.Arbitrary<FileContent> {
  const lines = fc.array(line, { maxLength: maxLines });
  const oneLine = line.map((only) => [only]);
  return fc
    .record({
      lines: dataSet === 'songs' ? fc.oneof(oneLine, lines) : lines,
      ends: fc.array(lineEnd, { minLength: 1, maxLength: 5 }),
      leadingBlank: fc.boolean(),
      lastEnd: fc.boolean(),
      mark: fc.option(fc.constant('\uFEFF'), { freq: 3 }),
      packed: fc.boolean(),
      extension: fc.constantFrom('json', 'json', 'ndjson', 'jsonl'),
    })
    .map(({ lines, ends, leadingBlank, lastEnd, mark, packed, extension }) => {
      const parts: Uint8Array[] = [
        Buffer.from(`${mark ?? ''}${leadingBlank && lines.length > 3 ? '\n' : ''}`),
      ];
      for (const [index, line] of lines.entries()) {
        const isLast = index === lines.length - 1;
        parts.push(line, Buffer.from(isLast && !lastEnd ? '' : (ends[index % ends.length] ?? '')));
      }
      const bytes = Buffer.concat(parts);
      return packed ? { bytes: gzipSync(bytes), extension: `${extension}.gz` } : { bytes, extension };
    });
}
