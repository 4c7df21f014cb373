import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AskOptions, answer, ask, findQuestion } from '../../src/ask/ask.ts';
import { evidence, evidenceOf, readProvenance } from '../../src/ask/evidence.ts';
import { grains } from '../../src/ask/grain.ts';
import { requireKnownValues } from '../../src/ask/known-values.ts';
import { query } from '../../src/ask/query.ts';
import { listQuestions } from '../../src/ask/questions.ts';
import { neededSpan, readSpan } from '../../src/ask/time-frame.ts';
import type { Result } from '../../src/warehouse/warehouse.ts';
import { engines } from '../engines.ts';
import type { Cells } from '../reference/answer-parts.ts';
import { answersTo } from '../reference/answers.ts';
import { loadReference } from '../reference/reference.ts';
import { runs } from '../runs.ts';
import { manyPlays } from './many-plays.ts';
import { withManyPlays } from './with-many-plays.ts';

const reference = loadReference(manyPlays());
const names = listQuestions().map(({ name }) => name);
const overTime = new Set(listQuestions().flatMap(({ name, grain }) => (grain === undefined ? [] : [name])));

const days = fc.constantFrom(undefined, '2018-10-20', '2018-11-07', '2018-11-20', '2018-12-03', '2019-02-01');
/** The grain is for questions over time, and an error for others. */
const optionsOf = (name: string, { grain, ...others }: AskOptions): AskOptions =>
  overTime.has(name) ? { ...others, grain } : others;
const options: fc.Arbitrary<AskOptions> = fc
  .record({
    grain: fc.constantFrom(undefined, ...grains, 'auto'),
    from: days,
    to: days,
    level: fc.constantFrom(undefined, undefined, 'free', 'paid', 'none', ['paid', 'none']),
    location: fc.constantFrom(undefined, undefined, 'Paris', 'pari', 'St. "Louis" \\ \'MO\'', [
      'Paris',
      'lou',
    ]),
    listener: fc.constantFrom(undefined, undefined, '3', ['8', '3', '8'], '4'),
    search: fc.constantFrom(undefined, undefined, 'kid', "don't", 'KANYE', ' \\ ', 'unheard', '%', [
      'kid',
      'up',
    ]),
    session: fc.constantFrom(undefined, undefined, undefined, '1', ['5', '6']),
    song: fc.constantFrom(undefined, undefined, undefined, 'Up', ['Up', 'Unheard']),
    artist: fc.constantFrom(undefined, undefined, undefined, 'Kid Cudi', ['Kid Cudi', 'Nobody', 'none']),
    gender: fc.constantFrom(undefined, undefined, undefined, 'F', 'M', ['M', 'none']),
    browser: fc.constantFrom(undefined, undefined, undefined, 'Chrome', 'other', ['Chrome', 'none']),
    system: fc.constantFrom(undefined, undefined, undefined, 'Windows', 'other', ['Windows', 'Mac']),
    exclude: fc.record(
      {
        level: fc.subarray(['free', 'none']),
        location: fc.subarray(['Paris', 'ly', 'none']),
        search: fc.subarray(['kid', '%']),
        listener: fc.subarray(['3', '4', '5']),
        session: fc.subarray(['7']),
        song: fc.subarray(['Up', 'none']),
        artist: fc.subarray(['Kid Cudi', 'none', 'Nobody']),
        gender: fc.subarray(['F']),
        browser: fc.subarray(['Chrome', 'none']),
        system: fc.subarray(['Windows', 'iPhone']),
      },
      { requiredKeys: [] },
    ),
    limit: fc.constantFrom(undefined, undefined, 1, 3),
  })
  .filter(({ from, to }) => !from || !to || from <= to);

const fixed: readonly AskOptions[] = [
  {},
  { from: '2018-11-07' },
  { to: '2018-11-20', level: 'paid' },
  { search: 'kid', limit: 3 },
  { location: 'St. "Louis" \\ \'MO\'' },
  { from: '2030-01-01' },
  { browser: 'Chrome', system: 'Windows' },
  { gender: 'none' },
  { level: ['free', 'none'], listener: ['3', '8', '4'], exclude: { level: ['none'] } },
  { artist: ['Kid Cudi', 'none'], song: ['Up', 'Unheard', 'none'], location: ['Paris', 'ly'] },
  { location: 'none', exclude: { system: ['none', 'other'] } },
  { exclude: { artist: ['Kid Cudi', 'none'], song: ['none'], level: ['none'], listener: ['3'] } },
  { song: 'Up ' },
  { artist: 'Nobody' },
  { grain: 'hour', from: '2018-11-07', to: '2018-11-09' },
  { grain: 'month' },
];

for (const engine of engines) {
  describe(`the questions on ${engine.name}`, () => {
    const warehouse = withManyPlays(engine);

    /** Every question with what `ask` reads before it answers one: all of them are asked alike, so it is read once. */
    async function inquiries(asked: AskOptions) {
      await requireKnownValues(warehouse(), asked);
      const all = await readSpan(warehouse());
      return Promise.all(
        names.map(async (name) => {
          const [question, own] = [findQuestion(name), optionsOf(name, asked)];
          return { question, own, span: await neededSpan(question, own, async () => all) };
        }),
      );
    }

    async function expectAnswers(asked: AskOptions): Promise<void> {
      const expected = answersTo(reference, asked, asked.limit);
      expect(Object.keys(expected).sort()).toEqual(names);
      for (const { question, own, span } of await inquiries(asked)) {
        const { name } = question;
        const found = await answer(warehouse(), question, own, span);
        expect({ name, asked, rows: cellsOf(found) }).toEqual({ name, asked, rows: expected[name] });
      }
    }

    async function expectRunsAsPrinted(asked: AskOptions): Promise<void> {
      const provenance = await readProvenance(warehouse(), asked);
      for (const { question, own, span } of await inquiries(asked)) {
        const { columns: shown, rows: found } = await answer(warehouse(), question, own, span);
        const expected = { columns: shown, rows: found };
        const { sql } = evidenceOf(question, own, provenance, warehouse(), span);
        expect({ sql, ...(await query(warehouse(), sql)) }).toEqual({ sql, ...expected });
        const { columns, rows } = await warehouse().queryFirst(sql, { rows: 1000, bytes: 1e9 });
        expect({ sql, columns, rows }).toEqual({ sql, ...expected });
      }
    }

    test.each(fixed)('answer what plain loops over the plays answer: %j', expectAnswers);

    test('answer so with any filters', { timeout: 120_000 }, async () => {
      await fc.assert(fc.asyncProperty(options, expectAnswers), runs(10 * engine.tries));
    });

    test('the SQL that the evidence prints runs as printed, on the SQL page too, and gives the same rows', {
      timeout: 120_000,
    }, async () => {
      const any = fc.oneof(fc.constantFrom(...fixed), options);
      await fc.assert(fc.asyncProperty(any, expectRunsAsPrinted), runs(8 * engine.tries));
    });

    test.each(names)(
      'the SQL that the evidence of %s prints has no function that only this program knows',
      async (name) => {
        const { sql } = await evidence(warehouse(), name, { level: 'paid', listener: '3', session: '5' });
        expect(warehouse().nativeSql(sql)).toBe(sql);
      },
    );

    test('a filter by songs leaves the questions about page events as they are, and their answers name it', async () => {
      const asked = { artist: 'Kid Cudi', level: 'paid', exclude: { search: ['up'] } };
      for (const name of ['funnel', 'errors']) {
        const { rows, ignored } = await ask(warehouse(), name, asked);
        expect({ rows, ignored }).toEqual({
          rows: (await ask(warehouse(), name, { level: 'paid' })).rows,
          ignored: ['search', 'artist'],
        });
      }
      expect((await ask(warehouse(), 'top-songs', asked)).ignored).toEqual([]);
    });

    test('the evidence counts the plays within the filters, and names the first and the last', async () => {
      const plays = reference.songplays.filter(({ level }) => level === 'paid');
      const times = plays.map(({ start_time }) => start_time).sort();
      const found = await evidence(warehouse(), 'top-songs', { level: 'paid' });
      expect(found).toMatchObject({
        parameters: { level: 'paid', limit: 10 },
        period: { from: null, to: null, first_play: times[0], last_play: times.at(-1) },
        plays: { total: plays.length, without_song: plays.filter(({ song_id }) => song_id === null).length },
        freshness: { run_id: 1, engine: expect.stringMatching(/DuckDB|Redshift/) },
        rejected: { records: 0, by_reason: [] },
      });
    });
  });
}

function cellsOf({ columns, rows }: Result): readonly Cells[] {
  return rows.map((row) => columns.map((column) => row[column] as Cells[number]));
}
