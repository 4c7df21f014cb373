import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AskOptions, answer, ask } from '../../src/ask/ask.ts';
import { evidence } from '../../src/ask/evidence.ts';
import { grains } from '../../src/ask/grain.ts';
import { query } from '../../src/ask/query.ts';
import { listQuestions } from '../../src/ask/questions.ts';
import { readSpan } from '../../src/ask/time-frame.ts';
import { engines } from '../engines.ts';
import { answersTo } from '../reference/answers.ts';
import { localText } from '../reference/local-text.ts';
import { dateOf } from '../reference/periods.ts';
import { loadReference, type ReferenceTables } from '../reference/reference.ts';
import { runs } from '../runs.ts';
import { manyPlays } from './many-plays.ts';
import { withManyPlays } from './with-many-plays.ts';

const reference = loadReference(manyPlays());
const questions = listQuestions();

/** Zones whose clocks change while there are plays, at midnight or by half an hour too, and zones that are off by minutes. */
const zones = [
  ...['America/New_York', 'America/Los_Angeles', 'America/Sao_Paulo', 'America/St_Johns', 'America/Havana'],
  ...[
    'Europe/Berlin',
    'Asia/Kolkata',
    'Asia/Kathmandu',
    'Pacific/Chatham',
    'Pacific/Kiritimati',
    'Etc/GMT+12',
  ],
];

/** The plays and page events with the times that clocks of a zone showed. */
function shifted(zone: string): ReferenceTables {
  const local = (time: string) => `${localText(zone, dateOf(time).getTime())}${time.slice(19)}`;
  const localMoment = (ts: bigint) => BigInt(dateOf(localText(zone, Number(ts))).getTime()) + (ts % 1000n);
  return {
    ...reference,
    stagingEvents: reference.stagingEvents.map((event) => ({ ...event, ts: localMoment(event.ts) })),
    songplays: reference.songplays.map((play) => ({ ...play, start_time: local(play.start_time) })),
  };
}

const days = fc.constantFrom(undefined, '2018-11-03', '2018-11-04', '2018-11-05', '2018-11-20', '2018-12-03');
const options: fc.Arbitrary<AskOptions & { readonly timeZone: string }> = fc
  .record({
    timeZone: fc.constantFrom(...zones),
    grain: fc.constantFrom(undefined, ...grains, 'auto'),
    level: fc.constantFrom(undefined, undefined, 'paid'),
    from: days,
    to: days,
  })
  .filter(({ from, to }) => !from || !to || from <= to);

for (const engine of engines) {
  describe(`on ${engine.name}`, () => {
    const warehouse = withManyPlays(engine);

    test('hours, days, weeks and the filters are those of the time zone', { timeout: 120_000 }, async () => {
      const expectAnswers = async ({ grain, ...asked }: AskOptions & { readonly timeZone: string }) => {
        const expected = answersTo(shifted(asked.timeZone), { ...asked, grain });
        const span = await readSpan(warehouse());
        for (const question of questions) {
          const { name, grain: usual } = question;
          const own = usual === undefined ? asked : { ...asked, grain };
          const { columns, rows } = await answer(warehouse(), question, own, span);
          const cells = rows.map((row) => columns.map((column) => row[column]));
          expect({ name, asked, grain, rows: cells }).toEqual({ name, asked, grain, rows: expected[name] });
        }
      };
      await fc.assert(fc.asyncProperty(options, expectAnswers), runs(15 * engine.tries));
    });

    test('the SQL that the evidence prints gives the same rows, of the time zone too', {
      timeout: 60_000,
    }, async () => {
      const asked = { timeZone: 'America/New_York', from: '2018-11-04', to: '2018-11-30' };
      for (const { name } of questions) {
        const { columns, rows } = await ask(warehouse(), name, asked);
        const { sql, time_zone } = await evidence(warehouse(), name, asked);
        expect({ sql, ...(await query(warehouse(), sql)) }).toEqual({ sql, columns, rows });
        expect(time_zone).toBe('America/New_York');
      }
    });

    test('a time zone that does not exist, and a grain that does not or has no use, are refused', async () => {
      await expect(ask(warehouse(), 'plays-by-hour', { timeZone: 'Mars' })).rejects.toThrow(
        'no time zone "Mars"',
      );
      await expect(ask(warehouse(), 'plays-over-time', { grain: 'year' })).rejects.toThrow(
        'should be hour, day, week, month, auto, but is "year"',
      );
      await expect(ask(warehouse(), 'top-songs', { grain: 'week' })).rejects.toThrow('has no grain');
    });

    test('a question in UTC has no trace of time zones', async () => {
      for (const { name, statement } of questions) {
        const { sql } = await evidence(warehouse(), name, { timeZone: 'Etc/UTC' });
        expect(sql).not.toMatch(
          /interval '\d+ minutes' end|\blocal\(|\bperiod\(|\bincomplete\(|period_start/,
        );
        if (!statement.text.includes('interval'))
          expect(sql.replaceAll("interval '0.001 second'", '')).not.toContain('interval'); // of epoch_ms
      }
    });
  });
}
