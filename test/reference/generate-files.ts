import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { badLine } from './generate-bad-lines.ts';
import { replacedText, spelledObject, unknownMember } from './generate-json.ts';
import type { RecordOptions } from './generate-log-events.ts';
import { goodRecord, relatedRecord } from './generate-records.ts';
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
      fc.array(fileContent(dataSet, dataLine(dataSet, options, record), options), {
        minLength: 1,
        maxLength: count,
      }),
    );
}

/**
 * The content of one file: records on lines with LF or CRLF, blank lines between, the last with an end or without; or one
 * after the other, with nothing or with what is no white space between; or over several lines each; or as an array. A
 * byte order mark or none, cut at the end or whole, compressed or not. A song file holds one record as a rule.
 */
function fileContent(
  dataSet: DataSet,
  line: fc.Arbitrary<Uint8Array>,
  { maxLines = 12, clean = false }: Pick<ContentOptions, 'maxLines' | 'clean'>,
): fc.Arbitrary<FileContent> {
  const lines = fc.array(line, { maxLength: maxLines });
  const oneLine = line.map((only) => [only]);
  const dirt = fc.constantFrom('', ' OK', '\f', '\u00a0', '\0', '\ufeff', '{"cut', 'null', ']');
  const shapes = [
    'lines',
    'lines',
    'lines',
    'lines',
    'concatenated',
    'pretty',
    'array',
    'array of lines',
  ] as const;
  return fc
    .record({
      lines: dataSet === 'songs' ? fc.oneof(oneLine, lines) : lines,
      shape: fc.constantFrom(...shapes),
      ends: fc.array(lineEnd, { minLength: 1, maxLength: 5 }),
      dirt: clean ? fc.constant([]) : fc.array(dirt, { maxLength: 3 }),
      cut: clean ? fc.constant(0) : fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.nat({ max: 40 })),
      leadingBlank: fc.boolean(),
      lastEnd: fc.boolean(),
      mark: fc.option(fc.constant('\uFEFF'), { freq: 3 }),
      packed: fc.boolean(),
      named: fc.boolean(),
      extension: fc.constantFrom('json', 'json', 'ndjson', 'jsonl'),
    })
    .map(({ mark, leadingBlank, cut, packed, named, extension, ...records }) => {
      const start = `${mark ?? ''}${leadingBlank && records.lines.length > 3 ? '\n' : ''}`;
      const whole = Buffer.concat([Buffer.from(start), inShape(records)]);
      const bytes = whole.subarray(0, Math.max(Buffer.byteLength(start), whole.length - cut));
      // What is compressed is recognized by its bytes: the name says so as a rule, and means nothing.
      const ending = packed === named ? extension : `${extension}.gz`;
      return { bytes: packed ? gzipSync(bytes) : bytes, extension: ending };
    });
}

interface Records {
  readonly lines: readonly Uint8Array[];
  readonly shape: 'lines' | 'concatenated' | 'pretty' | 'array' | 'array of lines';
  readonly ends: readonly string[];
  readonly dirt: readonly string[];
  readonly lastEnd: boolean;
}

function inShape({ lines, shape, ends, dirt, lastEnd }: Records): Buffer {
  const separator = { lines: '', concatenated: '', pretty: '\n', array: ',', 'array of lines': ',\n' }[shape];
  const parts: Uint8Array[] = [];
  for (const [index, line] of lines.entries()) {
    const isLast = index === lines.length - 1;
    const end = shape === 'lines' ? (ends[index % ends.length] ?? '') : separator;
    const between = shape === 'lines' ? '' : (dirt[index % dirt.length] ?? '');
    parts.push(shape === 'pretty' ? prettyPrinted(line) : line, Buffer.from(between));
    parts.push(Buffer.from(isLast && !lastEnd ? '' : end));
  }
  const isArray = shape.startsWith('array');
  return Buffer.concat([Buffer.from(isArray ? '[' : ''), ...parts, Buffer.from(isArray ? ']' : '')]);
}

/** An object over several lines, its values as they are written; what is none stays as it is. */
function prettyPrinted(line: Uint8Array): Uint8Array {
  const text = Buffer.from(line).toString('latin1');
  const broken = text.replace(/"(?:[^"\\]|\\.)*"|[{,]/gs, (token) =>
    token.length === 1 ? `${token}\n  ` : token,
  );
  return Buffer.from(broken, 'latin1');
}
