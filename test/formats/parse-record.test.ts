import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type StagingTable, stagingEvents, stagingSongs } from '../../src/formats/columns.ts';
import { recordParser } from '../../src/formats/parse-record.ts';
import { framesIn, type ReadRecord, readFrame } from '../../src/formats/read-records.ts';
import { timeLimitsAt } from '../../src/formats/time-limits.ts';
import { event, load, song } from '../reference/examples.ts';
import { dataLine } from '../reference/generate.ts';
import { loadReference } from '../reference/reference.ts';
import type { DataSet } from '../reference/rows.ts';
import { runs } from '../runs.ts';

const tables = { logs: stagingEvents(), songs: stagingSongs() };

const now = new Date();
const timeLimits = timeLimitsAt(now);

/** What becomes of a file of one record. */
function readOne(file: string | Uint8Array, table: StagingTable): ReadRecord {
  const [frame, ...others] = framesIn(Buffer.from(file));
  if (frame === undefined || others.length > 0) throw new Error('There should be one record.');
  return readFrame(frame, recordParser(table, { timeLimits }));
}

/** What the product says of a record: the row with its NULLs, whole numbers as their digits, or the code. */
function outcomeOf(dataSet: DataSet, line: string | Uint8Array): unknown {
  const table = tables[dataSet];
  const outcome = readOne(line, table);
  if ('rejection' in outcome) return outcome.rejection.code;
  return table.columns.map(({ name, type }) => spell(outcome.row[name] ?? null, type));
}

/** The same of the reference; `undefined` is a file of several records, or of none. */
function referenceOutcome(dataSet: DataSet, bytes: Uint8Array): unknown {
  const { rejected, stagingEvents, stagingSongs } = loadReference([{ dataSet, location: 'x.json', bytes }], {
    now: now.getTime(),
  });
  const rows = [...stagingEvents, ...stagingSongs];
  if (rejected.length + rows.length !== 1) return undefined;
  const types = tables[dataSet].columns.map(({ type }) => type);
  return rejected[0]?.code ?? Object.values(rows[0] ?? {}).map((value, index) => spell(value, types[index]));
}

function spell(value: unknown, type: string | undefined): unknown {
  return type === 'bigint' ? String(value) : value === 0 ? 0 : value;
}

for (const dataSet of ['logs', 'songs'] as const) {
  test(`the result for any line of the ${dataSet} is the reference's`, () => {
    const line = dataLine(dataSet, { openQuestions: true });
    fc.assert(
      fc.property(line, (bytes) => {
        const expected = referenceOutcome(dataSet, bytes);
        fc.pre(expected !== undefined);
        expect(outcomeOf(dataSet, bytes)).toEqual(expected);
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
      expect(outcomeOf('logs', line)).toEqual(referenceOutcome('logs', Buffer.from(line)));
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
    [
      event().replace('200', '1e400'),
      'range:length',
      '"length" should be a number, but 1e400 is out of its range.',
    ],
    [event().slice(0, 40), 'bad_json', /^The line is not valid JSON: /],
    ['null', 'not_object', 'The record should be one JSON object, but is null.'],
    ['5', 'not_object', 'The record should be one JSON object, but is 5.'],
    [
      event({ ts: 1541106106 }),
      'range:ts',
      '"ts" is 1541106106: earlier than 2000-01-01 as epoch milliseconds.',
    ],
    [
      event({ ts: 4102444800000 }),
      'range:ts',
      /^"ts" is 4102444800000: later than .*, 24 hours after the run began\.$/,
    ],
    [event({ song: 'a\0b' }), 'nul', /NUL/],
    [event({ song: '\ud800' }), 'lone_surrogate', /half of a surrogate pair/],
  ])('%#', (line, code, reason) => {
    expect(readOne(line, stagingEvents())).toMatchObject({
      rejection: { code, reason: typeof reason === 'string' ? reason : expect.stringMatching(reason) },
    });
  });

  test('in one short line, whatever the record holds', () => {
    const outcome = readOne(song({ duration: `\u001b[2J\n${'x'.repeat(5000)}` }), stagingSongs());
    const reason = 'rejection' in outcome ? outcome.rejection.reason : '';
    expect(reason).toMatch(/^"duration" should be /);
    expect(reason.length).toBeLessThan(200);
    expect(reason).not.toMatch(/\p{Cc}/u);
  });
});

test('nesting of 512 levels is read like any other, and one more is rejected', () => {
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  const ignored = (levels: number) => event().replace('{', `{"tag":${deep(levels)},`);
  expect(outcomeOf('logs', ignored(511))).toEqual(outcomeOf('logs', event()));
  expect(outcomeOf('logs', ignored(512))).toBe('too_deep');
  expect(outcomeOf('logs', ignored(100_000))).toBe('too_deep');
  expect(outcomeOf('logs', event({ artist: 'here' }).replace('"here"', deep(511)))).toContain(deep(511));
  expect(outcomeOf('logs', event({ length: 'here' }).replace('"here"', deep(511)))).toBe('type:length');
});

test('a ts is taken up to 24 hours after the run begins', () => {
  const latest = now.getTime() + 24 * 60 * 60 * 1000;
  expect(outcomeOf('logs', event({ ts: latest }))).toContain(String(latest));
  expect(outcomeOf('logs', event({ ts: latest + 1 }))).toBe('range:ts');
  expect(outcomeOf('logs', event({ ts: Date.UTC(2000, 0, 1) }))).toContain(String(Date.UTC(2000, 0, 1)));
  expect(outcomeOf('logs', event({ ts: Date.UTC(2000, 0, 1) - 1 }))).toBe('range:ts');
});

test('keys of objects that feed no column are remembered by name, those of a prototype too', () => {
  const parser = recordParser(stagingEvents(), { timeLimits });
  const text = event().replace('{', '{"__proto__":{"ts":1},"constructor":1,"TS":2,');
  parser.parse(text, JSON.parse(text));
  expect([...parser.unknownKeys].sort()).toEqual(['TS', '__proto__', 'constructor']);
});

test('a missing key is not found on a prototype', () => {
  const paths = stagingEvents().columns.map(({ path }, index) =>
    index === 0 ? ['constructor', 'name'] : path,
  );
  const outcome = readOne(event(), stagingEvents(paths));
  expect(outcome).toMatchObject({ row: expect.not.objectContaining({ artist: expect.anything() }) });
});

test('the examples of this file are good but for what a test changes', () => {
  expect(load([event()], [song()]).rejected).toEqual([]);
});
