import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Frame } from '../../src/formats/frame.ts';
import { startFraming } from '../../src/formats/framing.ts';
import { startLedger } from '../../src/formats/ledger.ts';
import { framesIn } from '../../src/formats/read-records.ts';
import { parseRecord } from '../reference/parse-record.ts';
import { countLines, splitRecords } from '../reference/split-records.ts';
import { runs } from '../runs.ts';

const small = fc.constantFrom(
  ...['{', '}', '[', ']', ',', ':', '"', '\n', '\r\n', ' ', '\t', '\f', '\u00a0', '\0', '\ufeff', '\\', 'é'],
  ...[
    '"a"',
    '"k":',
    '"k":1',
    '{"a":1}',
    '{"a":{"b":[1,2]}}',
    '{\n"a":\n1\n}',
    '{"a":',
    '{"a":[',
    'null',
    '42',
  ],
  ...[
    '-1.5e3',
    '1.',
    '01',
    '-',
    'tru',
    'true',
    '"{\\"a\\":1}"',
    '"\\u12"',
    '"\\ud83d"',
    '"cut',
    '"a\0b"',
    ' OK',
    'nan',
  ],
  ...[
    '{"a":1},\n',
    '[1,2]',
    '[\n',
    ']\n',
    '},\n{',
    '{"a":"\\n"}',
    '{"é":"\u{1F600}"}',
    '{}',
    '[]',
    '{"a" : 1 , }',
  ],
);
const piece = fc.oneof(
  { weight: 12, arbitrary: small.map((text) => Buffer.from(text)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom([0xff], [0xc3], [0xef, 0xbb], [0x80]).map((bytes) => Buffer.from(bytes)),
  },
);
const start = fc
  .constantFrom('', '', '', '[', '\ufeff', '\ufeff[', ' \n[', '[{"a":1},\n')
  .map((text) => Buffer.from(text));
const file = fc
  .tuple(start, fc.array(piece, { maxLength: 25 }))
  .map(([first, rest]) => Buffer.concat([first, ...rest]));

/** Where a file is cut into chunks. */
const cuts = fc.array(fc.nat({ max: 60 }), { maxLength: 6 });

function inChunks(bytes: Buffer, at: readonly number[]): readonly Buffer[] {
  const places = [
    0,
    ...[...at].sort((a, b) => a - b).map((place) => Math.min(place, bytes.length)),
    bytes.length,
  ];
  return places.slice(1).map((place, index) => bytes.subarray(places[index], place));
}

function framesOf(chunks: readonly Uint8Array[]): readonly Frame[] {
  const framing = startFraming();
  return [...chunks.flatMap((chunk) => framing.take(chunk)), ...framing.end()];
}

function codeOf(frame: Frame): string {
  return 'rejection' in frame ? frame.rejection.code : 'object';
}

describe('the records of a file', () => {
  test('are those of the reference, in whatever chunks it comes, and every byte is accounted for', () => {
    fc.assert(
      fc.property(file, cuts, (bytes, at) => {
        const chunks = inChunks(bytes, at);
        const frames = framesOf(chunks);
        const pieces = splitRecords(bytes);
        const found = frames.map((frame) => [frame.line, frame.offset, frame.size, codeOf(frame)]);
        const expected = pieces.map((each) => {
          const parsed = parseRecord(each);
          const code = 'code' in parsed && parsed.code !== 'lone_surrogate' ? parsed.code : 'object';
          return [each.line, each.offset, each.bytes.length, code];
        });
        expect(found).toEqual(expected);

        const ledger = startLedger();
        for (const chunk of chunks) ledger.take(chunk);
        for (const { offset, size } of frames) ledger.enter(offset, size);
        const recorded = frames.reduce((sum, { size }) => sum + size, 0);
        expect(ledger.totals()).toEqual({
          records: pieces.length,
          ...countLines(bytes, pieces),
          bytes: bytes.length,
          betweenBytes: bytes.length - recorded,
        });
      }),
      runs(3000),
    );
  });

  test('are missed by the ledger where one is lost', () => {
    const ledger = startLedger();
    const bytes = Buffer.from('{"a":1}\n{"b":2}\n');
    ledger.take(bytes);
    ledger.enter(0, 7);
    const { bytes: all, betweenBytes } = ledger.totals();
    expect(all - betweenBytes - 7).toBe('{"b":2}'.length);
  });
});

describe('a record', () => {
  const mebibytes = (count: number) => count * 1024 * 1024;
  const ofSize = (size: number) => `{"a":"${'x'.repeat(size - 8)}"}`;

  test.each([
    [
      'of 16 MiB is taken',
      `${ofSize(mebibytes(16))}{"b":1}`,
      [
        [1, 'object'],
        [1, 'object'],
      ],
    ],
    [
      'of a byte more is rejected with its line',
      `${ofSize(mebibytes(16) + 1)}{"b":1}\n{"c":1}`,
      [
        [1, 'too_long'],
        [2, 'object'],
      ],
    ],
    [
      'over lines that is too long is rejected with its first line, and the objects in it are read',
      `{"a":[\n{"b":1}\n,${' '.repeat(mebibytes(16))}\n{"c":\n2},\n{"d":3}]}\n{"e":4}`,
      [
        [1, 'too_long'],
        [2, 'object'],
        [3, 'too_long'],
        [4, 'object'],
        [5, 'bad_json'],
        [6, 'object'],
        [6, 'bad_json'],
        [7, 'object'],
      ],
    ],
    [
      'of 512 levels is taken',
      `{"a":${'['.repeat(511)}${']'.repeat(511)}}{"b":1}`,
      [
        [1, 'object'],
        [1, 'object'],
      ],
    ],
    [
      'of 513 levels is rejected alone',
      `{"a":${'['.repeat(512)}${']'.repeat(512)}}{"b":1}`,
      [
        [1, 'too_deep'],
        [1, 'object'],
      ],
    ],
    [
      'of 513 levels on a line is rejected',
      `{"a":${'['.repeat(512)}${']'.repeat(512)}}\n`,
      [[1, 'too_deep']],
    ],
  ] as const)('%s', (_, text, expected) => {
    const bytes = Buffer.from(text);
    const found = framesIn(bytes);
    expect(found.map((frame) => [frame.line, codeOf(frame)])).toEqual(expected);
    expect(splitRecords(bytes).map(({ line }) => line)).toEqual(expected.map(([line]) => line));
    const pieces = Array.from({ length: Math.ceil(bytes.length / 65536) }, (_, at) =>
      bytes.subarray(at * 65536, at * 65536 + 65536),
    );
    expect(framesOf(pieces).map((frame) => [frame.line, frame.offset, frame.size])).toEqual(
      found.map((frame) => [frame.line, frame.offset, frame.size]),
    );
  });

  test('of a byte more than 16 MiB is rejected also alone on its line', () => {
    const frames = framesIn(Buffer.from(`{"b":1}\n${ofSize(mebibytes(16) + 1)}\n{"c":1}\n`));
    expect(frames.map((frame) => [frame.line, codeOf(frame)])).toEqual([
      [1, 'object'],
      [2, 'too_long'],
      [3, 'object'],
    ]);
  });

  test('that is too long keeps its first 64 KiB', () => {
    const [frame] = framesIn(Buffer.from('x'.repeat(mebibytes(17))));
    expect(frame).toMatchObject({
      size: mebibytes(17),
      rejection: { code: 'too_long' },
      raw: { length: 65536 },
    });
  });
});

describe('the time to cut a file is linear: twice the bytes take about twice as long', () => {
  test.each<[string, (count: number) => string]>([
    ['of objects that are never closed', (count) => '{"a":\n'.repeat(count)],
    [
      'of objects within each other that are too long',
      (count) => `{"a":[\n${'{"b":1},'.repeat(100)}\n`.repeat(count / 100),
    ],
    ['of cut lines', (count) => '{"a":1,"b":"x\n'.repeat(count)],
    ['of objects one after the other', (count) => '{"a":1}'.repeat(count)],
    ['of a broken array', (count) => `[${'{"a":[{"b":\n'.repeat(count / 2)}`],
  ])('%s', (_, make) => {
    const time = (count: number): number => {
      const bytes = Buffer.from(make(count));
      const chunks = Array.from({ length: Math.ceil(bytes.length / 65536) }, (_, at) =>
        bytes.subarray(at * 65536, at * 65536 + 65536),
      );
      const started = process.cpuUsage();
      framesOf(chunks);
      return process.cpuUsage(started).user;
    };
    time(2_000);
    const once = time(5_000);
    expect(time(20_000)).toBeLessThan(once * 8 + 150_000); // four times the bytes
  });
});
