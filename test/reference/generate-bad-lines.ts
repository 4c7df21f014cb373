import fc from 'fast-check';
import type { ColumnType } from './convert.ts';
import { type MemberTexts, spelledObject } from './generate-json.ts';
import type { Column } from './stage.ts';

/** A line that must be rejected, made of the members of a good one. */
export function badLine(good: MemberTexts, columns: readonly Column[]): fc.Arbitrary<Uint8Array> {
  return fc.oneof(
    { weight: 3, arbitrary: misfit(good, columns).chain(spelledObject).map(toBytes) },
    { weight: 3, arbitrary: missing(good, columns).chain(spelledObject).map(toBytes) },
    { weight: 2, arbitrary: spelledObject(good).chain(brokenText) },
    { weight: 2, arbitrary: spelledObject(good).chain(brokenBytes) },
    { weight: 1, arbitrary: spelledObject(good).chain(tooDeep).map(toBytes) },
    { weight: 1, arbitrary: wholeLines.map(toBytes) },
    ...(columns.some(({ name }) => name === 'ts') ? [{ weight: 1, arbitrary: far(good).map(toBytes) }] : []),
  );
}

/** By type of column: what is no number of it, what is out of its range, what would have to be rounded. */
const misfits: Readonly<Record<Exclude<ColumnType, 'text'>, readonly string[]>> = {
  integer: [
    '2147483648',
    '-2147483649',
    '"2147483648"',
    '1e10',
    '1e400',
    '3.7',
    '"3.5"',
    '15e-1',
    '0.1',
    '1e-400',
  ],
  bigint: [
    '9223372036854775808',
    '-9223372036854775809',
    '1e19',
    '3.7',
    '1541106106796.5',
    '"1541106106796.5"',
  ],
  double: ['1e999', '-1e309', '"1e400"'],
};

const noNumbers = [
  'true',
  'false',
  '{}',
  '[]',
  '[1]',
  '{"a":1}',
  '"tomorrow"',
  '"NaN"',
  '"Infinity"',
  '"1,5"',
  '"1 2"',
];

/** A ts of another unit, of a clock that was never set, and of one that is ahead. */
const farMoments = [
  '0',
  '1',
  '-1',
  '1541106106',
  '946684799999',
  '1541106106796000',
  '4102444800000',
  '9007199254740993',
];

function far(good: MemberTexts): fc.Arbitrary<string> {
  return fc.constantFrom(...farMoments).chain((ts) => spelledObject(withMember(good, 'ts', ts)));
}

function misfit(good: MemberTexts, columns: readonly Column[]): fc.Arbitrary<MemberTexts> {
  const numbers = columns.flatMap(({ key, type }) => (type === 'text' ? [] : [{ key, type }]));
  return fc.constantFrom(...numbers).chain(({ key, type }) => {
    return fc.constantFrom(...misfits[type], ...noNumbers).map((text) => withMember(good, key, text));
  });
}

function missing(good: MemberTexts, columns: readonly Column[]): fc.Arbitrary<MemberTexts> {
  const required = columns.filter((column) => column.required !== 'no');
  return fc
    .record({ column: fc.constantFrom(...required), how: fc.constantFrom('null', 'absent', 'empty') })
    .map(({ column, how }) => {
      // Only a NextSong needs a user; that page cannot be missing as well.
      const whole = column.key === 'userId' ? withMember(good, 'page', '"NextSong"') : good;
      const without = whole.filter(([key]) => key !== column.key);
      if (how === 'absent') return without;
      const text = how === 'empty' && column.type !== 'text' ? '""' : 'null';
      return [...without, [column.key, text] as const];
    });
}

/** JSON that is cut, goes on, or holds what no text may hold; wherever that is, and whatever replaces it later. */
function brokenText(line: string): fc.Arbitrary<Uint8Array> {
  const inFront = (members: string): string => line.replace('{', () => `{${members},`);
  return fc
    .oneof(
      fc.constantFrom(
        `${line}${line}`,
        `${line} ${line}`,
        `${line} x`,
        `${line},`,
        `${line}\f`,
        `\f${line}`,
        `${line}\u00a0`,
        `\ufeff${line}`,
        `${line}\0${line}`,
        line.replace(':', ':\f'),
        `[${line}]`,
        `x${line}`,
        `//${line}`,
        line.replaceAll('"', "'"),
        inFront('"auth":NaN'),
        inFront('"length":-Infinity'),
        inFront('auth:1'),
        inFront('"auth" 1'),
        inFront('"auth":"\t"'),
        inFront('"auth":"\\x41"'),
        inFront('"auth":"\\u12"'),
      ),
      fc.constantFrom(
        inFront('"auth":"\\u0000"'),
        inFront('"tag":{"a":["x\\u0000"]}'),
        inFront('"\\u0000":1'),
        inFront('"auth":"\\ud83d"'),
        inFront('"auth":"\\ude00\\ud83d"'),
        inFront('"title":"x\\udc00y"'),
        inFront('"tag":[{"\\ud800":1}]'),
      ),
    )
    .map(toBytes);
}

/** More levels than a record may have, of arrays, of objects, or of both by turns. */
function tooDeep(line: string): fc.Arbitrary<string> {
  return fc
    .record({ levels: fc.integer({ min: 513, max: 700 }), kind: fc.constantFrom('[]', '{}', '[{}]') })
    .map(({ levels, kind }) => {
      const opens = (level: number) =>
        kind === '[]' || (kind === '[{}]' && level % 2 === 0) ? '[' : '{"a":';
      const all = Array.from({ length: levels }, (_, level) => opens(level));
      const closing = all.map((open) => (open === '[' ? ']' : '}')).reverse();
      return line.replace('{', () => `{"tag":${all.join('')}1${closing.join('')},`);
    });
}

/** A line cut anywhere, bytes that are no UTF-8, raw NUL and control characters inside a text, another encoding. */
function brokenBytes(line: string): fc.Arbitrary<Uint8Array> {
  const bytes = toBytes(line);
  const insideText = bytes.indexOf('"') + 1;
  const inserted = [
    [0xff],
    [0xc0, 0x80],
    [0xed, 0xa0, 0x80],
    [0xf4, 0x90, 0x80, 0x80],
    [0xe2, 0x82],
    [0],
    [1],
  ];
  return fc.oneof(
    fc.integer({ min: 1, max: bytes.lastIndexOf('}') }).map((length) => bytes.subarray(0, length)),
    fc
      .constantFrom(...inserted)
      .map((extra) =>
        Buffer.concat([bytes.subarray(0, insideText), Buffer.from(extra), bytes.subarray(insideText)]),
      ),
    fc.constant(Buffer.from(line, 'utf16le')),
  );
}

const wholeLines = fc.constantFrom(
  'null',
  '5',
  '"text"',
  '"\\u0000"',
  'true',
  '[]',
  '{}',
  '{',
  '}',
  '{"a"}',
  'NaN',
  '\u00a0',
  '\f',
  '\0',
  '# a comment',
);

function withMember(members: MemberTexts, key: string, text: string): MemberTexts {
  return [...members.filter(([other]) => other !== key), [key, text] as const];
}

function toBytes(text: string): Buffer {
  return Buffer.from(text, 'utf8');
}
