import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { whatItIs } from '../../src/formats/what-it-is.ts';
import { etl } from '../../src/load/etl.ts';
import type { EtlOptions } from '../../src/load/etl-options.ts';
import { proposeJsonPaths } from '../../src/preview/propose-json-paths.ts';
import { engines } from '../engines.ts';
import { openPipeline, type Pipeline } from '../pipeline.ts';
import { event, song } from '../reference/examples.ts';
import { dataFile, lines, smallSource, sourceFolder } from '../source-folder.ts';

/** An event whose keys are renamed. */
function renamed(names: Readonly<Record<string, string>>, members: Readonly<Record<string, unknown>> = {}) {
  const pairs = Object.entries(JSON.parse(event(members)));
  return JSON.stringify(Object.fromEntries(pairs.map(([key, value]) => [names[key] ?? key, value])));
}

const newer = { length: 'duration', location: 'city' };
const numbers = Array.from({ length: 3 }, (_, itemInSession) => ({ itemInSession }));
const songs = smallSource.filter(({ dataSet }) => dataSet === 'songs');

for (const engine of engines) {
  describe(`logs with other keys on ${engine.name}`, () => {
    /** Those of one run. */
    async function warnings(pipeline: Pipeline, options: Partial<EtlOptions> = {}) {
      await pipeline.etl(options);
      return pipeline.warnings.splice(0);
    }

    test('are loaded, with a warning whose advice fills the columns', async () => {
      await using pipeline = await openPipeline(engine, [
        ...songs,
        dataFile('logs', 'e.json', lines(numbers.map((each) => renamed(newer, each)))),
      ]);
      const file = pipeline.path('log_data/e.json');
      expect(await warnings(pipeline)).toEqual([
        `The logs name keys otherwise: duration for length, city for location. Their columns stay NULL. Map them: sparkify preview logs --logs ${file} --jsonpaths > paths.json, then sparkify etl --rebuild --log-jsonpath paths.json.`,
      ]);
      const logJsonpath = pipeline.path('paths.json');
      writeFileSync(logJsonpath, await proposeJsonPaths('logs', { logs: file }));
      expect(await warnings(pipeline, { logJsonpath })).toEqual([
        `The keys of the log data are mapped by ${logJsonpath} now. Loaded files keep the rows of the mapping before; --rebuild loads them again.`,
      ]);
      expect(await warnings(pipeline, { logJsonpath, rebuild: true })).toEqual([]);
      expect(await pipeline.value('select count(length) + count(location) from staging_events')).toBe(6);
      expect(await warnings(pipeline, { logJsonpath })).toEqual([]);
    });

    test('are no reason for a warning where the column is filled too', async () => {
      await using pipeline = await openPipeline(engine, [
        ...songs,
        dataFile(
          'logs',
          'e.json',
          lines(numbers.map((each) => event({ ...each, city: 'Rome', title: 'x' }))),
        ),
      ]);
      expect(await warnings(pipeline)).toEqual([]);
    });

    test('are no reason for a warning where no event is a play, and only plays have a song', async () => {
      // Redshift takes the trailing blank for nothing where it compares texts.
      const page = { page: 'NextSong ', song: null, artist: null, length: null, title: 'Start', duration: 3 };
      await using pipeline = await openPipeline(engine, [...songs, dataFile('logs', 'e.json', event(page))]);
      expect(await warnings(pipeline)).toEqual([
        'None of 1 log events is a play: no page is NextSong. Pages found: NextSong  (1).',
      ]);
    });

    test('that nothing can be mapped to are not advised to be mapped', async () => {
      const { page: _, ...withoutPage } = JSON.parse(renamed(newer));
      await using pipeline = await openPipeline(engine, [
        ...songs,
        dataFile('logs', 'e.json', JSON.stringify(withoutPage)),
      ]);
      await expect(pipeline.etl()).rejects.toMatchObject({
        details: [
          expect.stringMatching(/e\.json has no key for page, which every record needs\.$/),
          '',
          'Nothing was published.',
        ],
        hints: [
          expect.stringMatching(/^Add what is missing; .*jq -c '\.page = "VALUE"'/),
          'Reject these and load the other records, none of the logs: --max-rejected 100%',
        ],
      });
    });

    test.each([
      [
        JSON.stringify({ events: numbers.map((each) => JSON.parse(event(each))) }),
        'holds its records in an array, at the key "events".',
        `jq -c '.["events"][]' FILE > NEW.json`,
      ],
      [
        JSON.stringify(
          Object.fromEntries(Object.entries(JSON.parse(event())).map(([k, v]) => [k, { 0: v }])),
        ),
        'is written by columns, as pandas does by default.',
        "orient='records', lines=True",
      ],
      [
        JSON.stringify({ status: 'ok', data: { "it's": numbers.map((each) => JSON.parse(event(each))) } }),
        `holds its records in an array, at the key "data"."it\\u0027s".`,
        `jq -c '.["data"]["it\\u0027s"][]' FILE > NEW.json`,
      ],
      [
        lines(numbers.map((each) => JSON.stringify({ type: 'event', data: JSON.parse(event(each)) }))),
        'holds a record at the key "data".',
        `jq -c '.["data"]' FILE > NEW.json`,
      ],
      [
        JSON.stringify({ 1: JSON.parse(event()), 2: JSON.parse(event()) }),
        'holds its records as the members of one object.',
        `jq -c '.[]' FILE > NEW.json`,
      ],
      [
        JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(event())).map(([k, v]) => [k, [v, v]]))),
        'is written by columns, as pandas does by default.',
        "orient='records', lines=True",
      ],
      [
        event().replace('200', 'NaN'),
        'writes NaN, which is no JSON.',
        "sed -E 's/: *NaN/: null/g' FILE > NEW.json",
      ],
    ])('in a file that is %s', async (content, problem, hint) => {
      await using pipeline = await openPipeline(engine, [...songs, dataFile('logs', 'e.json', content)]);
      await expect(pipeline.etl()).rejects.toMatchObject({
        details: [`${pipeline.path('log_data/e.json')} ${problem}`, '', 'Nothing was published.'],
        hints: [expect.stringContaining(hint), expect.any(String)],
      });
    });

    test.each([
      [
        event().replace('200', 'NaN'),
        'partly writes NaN, which is no JSON',
        "sed -E 's/: *NaN/: null/g' FILE > NEW.json",
      ],
      [
        renamed({ userId: 'user_id', sessionId: 'session' }),
        'partly names its keys otherwise: session for sessionId, user_id for userId',
        `jq -c '.["sessionId"] //= .["session"] | .["userId"] //= .["user_id"]' FILE > NEW`,
      ],
      [song(), 'partly holds song records, but is in the log data', 'Move them to a file of the song data.'],
      [event({ ts: 'x' }), undefined, undefined],
      [event({ ts: undefined }), undefined, undefined],
      [event().slice(0, -9), undefined, undefined],
    ])('in a part of a file, as in %s', async (bad, problem, hint) => {
      const files = ['1', '2'].map((name) =>
        dataFile('logs', `${name}.json`, lines([event({ itemInSession: Number(name) }), bad, bad])),
      );
      await using pipeline = await openPipeline(engine, [...songs, ...files]);
      const first = `${pipeline.path('log_data/1.json')} ${problem}: 2 of 3 records are rejected, the first on line 2.`;
      await expect(pipeline.etl({ allowCopies: true })).rejects.toMatchObject({
        ...(problem !== undefined && {
          details: [first, first.replace('1.json', '2.json'), '', 'Nothing was published.'],
          hints: [expect.stringContaining(hint), expect.any(String)],
        }),
        ...(problem === undefined && { hints: [expect.stringMatching(/^Reject these/)] }),
      });
      const warned = await warnings(pipeline, { allowCopies: true, maxRejected: { share: 1 } });
      expect(warned).toEqual(
        problem === undefined
          ? []
          : [expect.stringContaining(`${first} 1 more of the same kind. `), ...warned.slice(1)],
      );
    });

    test('of many files are mapped by one hint', async () => {
      const underscored = { sessionId: 'session_id', itemInSession: 'item_in_session' };
      await using pipeline = await openPipeline(
        engine,
        numbers.map((each) => dataFile('logs', `${each.itemInSession}.json`, renamed(underscored, each))),
      );
      await expect(pipeline.etl()).rejects.toMatchObject({
        hints: [
          expect.stringMatching(
            /^Map them: sparkify preview logs --logs \S+\/0\.json --jsonpaths > paths\.json/,
          ),
        ],
      });
    });
  });
}

const record = event();

test.each([
  ['is UTF-16, and records are UTF-8', Buffer.from(record, 'utf16le')],
  ['is UTF-16, and records are UTF-8', Buffer.from(`\ufeff${record}`, 'utf16le')],
  ['is UTF-32, and records are UTF-8', utf32(record)],
  ['is UTF-32, and records are UTF-8', utf32(`\ufeff${record}`)],
  ['is UTF-32, and records are UTF-8', utf32(`\ufeff${record}`).swap32()],
  ['holds zeros, and no text', Buffer.alloc(1000)],
  ['is a tar archive', Buffer.from(`e.json${'\0'.repeat(251)}ustar`)],
  ['holds each record as a text in quotes', Buffer.from(JSON.stringify(record))],
  ['is a JSON text sequence: the character RS comes before each record', Buffer.from(`\x1e${record}`)],
  [
    'is an array of arrays, without keys',
    Buffer.from('[["artist","page","ts","userId"],["K","Home",1,"7"]]'),
  ],
  ['has text before its records', Buffer.from(`Nov  1 12:00:00 host app: ${record}`)],
  ['has text before its records', Buffer.from(`data: ${record}`)],
  ['is written as Python prints it, in single quotes', Buffer.from("[{'artist': 'K'}]")],
  ['is an HTML page, such as a login or an error', Buffer.from('\ufeff<html>')],
  ['is CSV', Buffer.from('artist,page,ts,userId\nK,Home,1,7\n')],
  [undefined, Buffer.from(record)],
  [undefined, Buffer.from(`[${record}]`)],
  [undefined, Buffer.from(`\ufeff${record}`)],
])('by how a file begins, it %s', (is, start) => {
  expect(whatItIs(start, ['artist', 'page', 'ts', 'userId'])?.problem).toBe(is);
});

function utf32(text: string): Buffer {
  return Buffer.from(Uint32Array.from([...text], (letter) => letter.codePointAt(0) ?? 0).buffer);
}

test.each([
  ['read_parquet', 'parquet'],
  ['read_csv', 'csv'],
])(
  'the advice for a file that only %s reads makes it one that is loaded, whatever its name',
  async (reader, format) => {
    using source = sourceFolder([dataFile('logs', 'events.json', event())]);
    const path = (name: string) => join(source.path, 'log_data', name);
    const database = await DuckDBInstance.create();
    const session = await database.connect();
    await session.run(`copy (from '${path('events.json')}') to '${path('wrong.json')}' (format ${format})`);
    const { hint = '' } = whatItIs(readFileSync(path('wrong.json')), ['artist', 'auth', 'ts', 'page']) ?? {};
    expect(hint).toContain(reader);
    const [, statement = ''] = /duckdb -c "(.*)"$/.exec(hint) ?? [];
    rmSync(path('events.json'));
    await session.run(statement.replace('FILE', path('wrong.json')).replace('NEW.json', path('new.json')));
    session.closeSync();
    rmSync(path('wrong.json'));
    const report = await etl({ data: source.path, warehouse: join(source.path, 'w.duckdb') });
    expect(report.records).toMatchObject({ staged: 1, rejected: 0 });
  },
);
