import { type Path, playPage, type StagingColumn, type StagingTable } from './columns.ts';
import { isDecimal, wholeNumber } from './decimal.ts';
import type { JsonObject } from './frame.ts';
import { keysIgnoringCase } from './ignore-case.ts';
import { rawMembers } from './members.ts';
import { type Rejection, shown } from './rejection.ts';
import { problemOfTime, type TimeLimits } from './time-limits.ts';

/** A staged row: values by column name, without the columns that are NULL. An integer beyond 2^53 is a string of digits. */
export type StagedRow = Record<string, string | number>;

export type Validated = { readonly row: StagedRow } | { readonly rejection: Rejection };

/** Validates records of one data set exactly as `semantics.md` says; the engines' own readers are held against it. */
export interface RecordParser {
  /**
   * The row that a record becomes, or why it is rejected.
   *
   * @param text one JSON object as it is written, and the same parsed
   */
  parse(text: string, object: JsonObject): Validated;
  /** The keys seen so far that feed no column. */
  readonly unknownKeys: ReadonlySet<string>;
}

export interface RecordParserOptions {
  /** The bytes that text columns hold, by name, where the engine has a limit. */
  readonly textLimits?: ReadonlyMap<string, number>;
  /** When the run began: a `ts` far from it is rejected. */
  readonly timeLimits: TimeLimits;
}

/** Makes the parser for the records that feed `table`. */
export function recordParser(
  table: StagingTable,
  { textLimits = new Map(), timeLimits }: RecordParserOptions,
): RecordParser {
  const known = new Set(table.columns.map(({ path }) => path[0]));
  const unknownKeys = new Set<string>();
  const tableFor = table.ignoresCase ? keysIgnoringCase(table) : () => table;
  return {
    unknownKeys,
    parse(text, object) {
      try {
        if (text.includes('\\u')) requireStorableText(text);
        const fitted = tableFor(object);
        const row = stageRow(text, object, fitted, timeLimits);
        if (textLimits.size > 0) requireTextFits(row, table, textLimits);
        const fed = fitted === table ? known : new Set(fitted.columns.map(({ path }) => path[0]));
        for (const key in object) if (!fed.has(key)) unknownKeys.add(key);
        return { row };
      } catch (problem) {
        if (problem instanceof Rejected) return { rejection: problem.rejection };
        throw problem;
      }
    },
  };
}

class Rejected extends Error {
  readonly rejection: Rejection;

  constructor(code: Rejection['code'], reason: string, isAhead = false) {
    super(reason);
    this.rejection = { code, reason, ...(isAhead && { isAhead }) };
  }
}

/** Each escape of a JSON text; outside its strings such a text holds no backslash. */
const escapes = /\\(?:u([0-9a-fA-F]{4})|.)/g;

/**
 * JSON.parse lets two things pass that no engine stores as text: U+0000 and half of a surrogate pair. They are looked
 * for in the line as it is written: of duplicate keys the document has lost all but the last.
 *
 * @param line valid JSON and valid UTF-8, so that only an escape can hold either
 */
function requireStorableText(line: string): void {
  let halves = 0;
  let pairs = 0;
  let highEndsAt = -1;
  for (const { 0: written, 1: digits = '', index } of line.matchAll(escapes)) {
    if (digits === '0000') throw new Rejected('nul', 'A text holds the character NUL (\\u0000).');
    if (/^d[89ab]/i.test(digits)) highEndsAt = index + written.length;
    else if (/^d[c-f]/i.test(digits) && index === highEndsAt) pairs++;
    if (/^d[89a-f]/i.test(digits)) halves++;
  }
  if (halves !== 2 * pairs)
    throw new Rejected('lone_surrogate', 'A text holds half of a surrogate pair (such as \\ud800).');
}

/** Where JSON.parse may have rounded a number: many digits, or so small that it became 0; and beyond 2^53, `5e18`. */
const longNumber = /(?:\d\.?){16}|[eE]-\d{2}/;

function stageRow(line: string, object: JsonObject, table: StagingTable, timeLimits: TimeLimits): StagedRow {
  const row: StagedRow = {};
  const exact = longNumber.test(line);
  for (const column of table.columns) {
    const value = valueAt(object, column.path);
    if (value === null || value === undefined) continue;
    const staged =
      typeof value === 'string'
        ? stageText(value, column)
        : typeof value === 'number' && column.type !== 'text' && !exact && Math.abs(value) < 2 ** 53
          ? stageNumber(value, column)
          : stageRaw(rawAt(line, column.path), column);
    if (staged === null) continue;
    if (column.name === 'ts') requireWithinTimeLimits(staged, column, timeLimits);
    row[column.name] = staged;
  }
  requireColumns(row, table);
  return row;
}

function valueAt(object: JsonObject, path: Path): unknown {
  let value: unknown = object;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    if (Array.isArray(value) !== (typeof step === 'number')) return undefined;
    value = (value as JsonObject)[step];
  }
  return value;
}

function rawAt(line: string, path: Path): string {
  return path.reduce<string>((json, step) => rawMembers(json).get(String(step)) ?? 'null', line);
}

function stageText(value: string, column: StagingColumn): string | number | null {
  if (column.type === 'text') return value;
  if (value === '') return null;
  if (!isDecimal(value)) throw wrongType(column, JSON.stringify(value));
  return stageRaw(value, column);
}

/** A number of the usual kind, already parsed; what is unusual about it is found in its text. */
function stageNumber(value: number, column: StagingColumn): number {
  if (column.type === 'double') return value;
  if (!Number.isInteger(value)) throw fraction(column, String(value));
  if (column.type === 'integer' && value !== (value | 0)) throw outOfRange(column, String(value));
  return value;
}

/** A value as it was written in the source: never a text in quotes, never null. */
function stageRaw(raw: string, column: StagingColumn): string | number {
  if (column.type === 'text') return raw;
  if (!isDecimal(raw)) throw wrongType(column, raw);
  if (column.type === 'double') return requireFinite(Number(raw), raw, column);
  const whole = wholeNumber(raw);
  if (whole === 'fraction') throw fraction(column, raw);
  if (whole === 'range' || BigInt.asIntN(column.type === 'integer' ? 32 : 64, whole) !== whole)
    throw outOfRange(column, raw);
  return Number.isSafeInteger(Number(whole)) ? Number(whole) : String(whole);
}

function requireWithinTimeLimits(ts: string | number, column: StagingColumn, timeLimits: TimeLimits): void {
  const problem = problemOfTime(Number(ts), timeLimits);
  if (problem === undefined) return;
  const key = keyOf(column);
  throw new Rejected(`range:${key}`, `"${key}" is ${ts}: ${problem.reason}.`, problem.isAhead);
}

function requireFinite(value: number, written: string, column: StagingColumn): number {
  if (!Number.isFinite(value)) throw outOfRange(column, written);
  return value;
}

function requireColumns(row: StagedRow, table: StagingTable): void {
  for (const column of table.columns) {
    if (row[column.name] !== undefined) continue;
    if (table.required.includes(column.name)) throw missing(column, 'every record needs it');
    if (column.name === 'user_id' && row.page === playPage)
      throw missing(column, `a play (page ${playPage}) needs it`);
  }
}

/** An engine may count the bytes of a text, and one that is too long would fail the load of all others. */
function requireTextFits(row: StagedRow, table: StagingTable, limits: ReadonlyMap<string, number>): void {
  for (const column of table.columns) {
    const value = row[column.name];
    const most = limits.get(column.name);
    if (typeof value !== 'string' || most === undefined || column.type !== 'text') continue;
    // No character takes more than three bytes for each of its UTF-16 units.
    if (value.length * 3 <= most) continue;
    const bytes = Buffer.byteLength(value);
    if (bytes <= most) continue;
    const key = keyOf(column);
    throw new Rejected(
      `too_long:${key}`,
      `"${key}" should be a text of at most ${most} bytes, but has ${bytes}: ${shown(value)}.`,
    );
  }
}

const expectation = {
  text: 'a text',
  integer: 'a whole number of 32 bits',
  bigint: 'a whole number of 64 bits',
  double: 'a number',
} as const;

function keyOf(column: StagingColumn): string {
  return column.path.join('.');
}

/** `ts` alone is a count of something that people get wrong. */
function expected(column: StagingColumn): string {
  return column.name === 'ts' ? 'a whole number of milliseconds' : expectation[column.type];
}

function wrongType(column: StagingColumn, written: string): Rejected {
  const key = keyOf(column);
  return new Rejected(`type:${key}`, `"${key}" should be ${expected(column)}, but is ${shown(written)}.`);
}

function fraction(column: StagingColumn, written: string): Rejected {
  const key = keyOf(column);
  return new Rejected(`fraction:${key}`, `"${key}" should be ${expected(column)}, but is ${shown(written)}.`);
}

function outOfRange(column: StagingColumn, written: string): Rejected {
  const key = keyOf(column);
  return new Rejected(
    `range:${key}`,
    `"${key}" should be ${expected(column)}, but ${shown(written)} is out of its range.`,
  );
}

function missing(column: StagingColumn, why: string): Rejected {
  const key = keyOf(column);
  return new Rejected(`missing:${key}`, `"${key}" is missing, and ${why}.`);
}
