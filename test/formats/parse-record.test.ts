import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stagingEvents, stagingSongs } from '../../src/formats/columns.ts';
import { recordParser } from '../../src/formats/parse-record.ts';
import { event, load, song } from '../reference/examples.ts';
import { dataLine } from '../reference/generate.ts';
import { loadReference } from '../reference/reference.ts';
import type { DataSet } from '../reference/rows.ts';
import { runs } from '../runs.ts';

const tables = { logs: stagingEvents(), songs: stagingSongs() };

/** What the product says of a line: the row with its NULLs, whole numbers as their digits, or the code. */
function verdictOf(dataSet: DataSet, line: string): unknown {
  const table = tables[dataSet];
  const verdict = recordParser(table).parse(line);
  if ('rejection' in verdict) return verdict.rejection.code;
  return table.columns.map(({ name, type }) => spell(verdict.row[name] ?? null, type));
}

/** The same of the reference; `undefined` is a line of more than one line. */
function referenceVerdict(dataSet: DataSet, bytes: Uint8Array): unknown {
  const { rejected, stagingEvents, stagingSongs } = loadReference([{ dataSet, location: 'x.json', bytes }]);
  const rows = [...stagingEvents, ...stagingSongs];
  if (rejected.length + rows.length !== 1) return undefined;
  const types = tables[dataSet].columns.map(({ type }) => type);
  return rejected[0]?.code ?? Object.values(rows[0] ?? {}).map((value, index) => spell(value, types[index]));
}

function spell(value: unknown, type: string | undefined): unknown {
  return type === 'bigint' ? String(value) : value === 0 ? 0 : value;
}

for (const dataSet of ['logs', 'songs'] as const) {
  test(`the verdict on any line of the ${dataSet} is the reference's`, () => {
    const line = dataLine(dataSet, { openQuestions: true });
    fc.assert(
      fc.property(line, (bytes) => {
        const expected = referenceVerdict(dataSet, bytes);
        fc.pre(expected !== undefined && expected !== 'bad_utf8'); // told apart before a line is a text
        expect(verdictOf(dataSet, Buffer.from(bytes).toString('utf8'))).toEqual(expected);
      }),
      runs(1500),
    );
  });
}

describe('a number is never rounded to fit', () => {
  const written = [
    '1541106106796.00000001',
    '"1541106106796.00000001"',
    '1541106106796.0000000',
    '9007199254740993',
    '9007199254740993.0',
    '0.9999999999999999999',
    '1e-400',
    '-1e-400',
    '1e-1',
    '10e-1',
    '1e-99999999999',
    '0e-99999999999',
    '1e99999999999',
    '15411061067960000000e-7',
    '15411061067960000001e-7',
    '9223372036854775807',
    '9223372036854775808',
    '-9223372036854775808',
    '-9223372036854775809',
    '-0',
    '-0.0',
    '"-0"',
  ];
  for (const key of ['ts', 'itemInSession', 'length', 'artist'] as const) {
    test.each(written)(`"${key}":%s`, (value) => {
      const line = event({ page: 'Home', [key]: 'here' }).replace('"here"', value);
      expect(verdictOf('logs', line)).toEqual(referenceVerdict('logs', Buffer.from(line)));
    });
  }
});

describe('a rejection says what was expected and what came', () => {
  test.each([
    [
      event().replace('1541106106796', '"tomorrow"'),
      'type:ts',
      '"ts" should be a whole number of milliseconds, but is "tomorrow".',
    ],
    [event({ userId: '' }), 'missing:userId', /^"userId" is missing, and /],
    [event({ itemInSession: 3.7 }), 'fraction:itemInSession', /^"itemInSession" should be .* but is 3\.7\.$/],
    [event({ status: 2 ** 31 }), 'range:status', /2147483648 is out of its range\.$/],
    [event().slice(0, 40), 'bad_json', /^The line is not valid JSON: /],
    ['null', 'not_object', 'The line should be one JSON object, but is null.'],
    ['[1]', 'not_object', 'The line should be one JSON object, but is [1].'],
    [event({ song: 'a\0b' }), 'nul', /NUL/],
    [event({ song: '\ud800' }), 'lone_surrogate', /half of a surrogate pair/],
  ])('%#', (line, code, reason) => {
    const verdict = recordParser(stagingEvents()).parse(line);
    expect(verdict).toMatchObject({
      rejection: { code, reason: typeof reason === 'string' ? reason : expect.stringMatching(reason) },
    });
  });

  test('in one short line, whatever the record holds', () => {
    const verdict = recordParser(stagingSongs()).parse(song({ duration: `\u001b[2J\n${'x'.repeat(5000)}` }));
    const reason = 'rejection' in verdict ? verdict.rejection.reason : '';
    expect(reason).toMatch(/^"duration" should be /);
    expect(reason.length).toBeLessThan(200);
    expect(reason).not.toMatch(/\p{Cc}/u);
  });
});

test('nesting of 100,000 levels is read like any other', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const ignored = event().replace('{', `{"tag":${deep},`);
  expect(verdictOf('logs', ignored)).toEqual(verdictOf('logs', event()));
  expect(verdictOf('logs', event({ artist: 'here' }).replace('"here"', deep))).toContain(deep);
  expect(verdictOf('logs', event({ length: 'here' }).replace('"here"', deep))).toBe('type:length');
});

test('keys of objects that feed no column are remembered by name, those of a prototype too', () => {
  const parser = recordParser(stagingEvents());
  parser.parse(event().replace('{', '{"__proto__":{"ts":1},"constructor":1,"TS":2,'));
  expect([...parser.unknownKeys].sort()).toEqual(['TS', '__proto__', 'constructor']);
});

test('a missing key is not found on a prototype', () => {
  const paths = stagingEvents().columns.map(({ path }, index) =>
    index === 0 ? ['constructor', 'name'] : path,
  );
  const verdict = recordParser(stagingEvents(paths)).parse(event());
  expect(verdict).toMatchObject({ row: expect.not.objectContaining({ artist: expect.anything() }) });
});

test('the examples of this file are good but for what a test changes', () => {
  expect(load([event()], [song()]).rejected).toEqual([]);
});
