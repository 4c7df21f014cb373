import { appendFileSync, utimesSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { TransientError } from '../../src/errors.ts';
import { engines } from '../engines.ts';
import { loadedPipeline, openPipeline } from '../pipeline.ts';
import { event, events, song } from '../reference/examples.ts';
import type { ReferenceFile } from '../reference/rows.ts';
import { dataFile, lines } from '../source-folder.ts';

/** Lines that make a file large: `count` short ones, or long ones by a key that nobody reads, which take less time to compare. */
const playsOf = (count: number, padding = '') => events(count, () => ({ padding }));
const songsOf = (count: number, padding = '') =>
  Array.from({ length: count }, (_, number) =>
    song({ song_id: `S${number}`, title: `T${number}`, year: 2005, padding }),
  );
const plays = playsOf(400, 'x'.repeat(4000));
const songs = songsOf(400, 'x'.repeat(4000));

for (const engine of engines.filter(({ readsFiles }) => readsFiles)) {
  describe(`large files on ${engine.name}`, () => {
    /** Loads files, holds the tables against the reference, and returns those that the engine has read by itself: it numbers no lines. */
    async function load(files: readonly ReferenceFile[]): Promise<readonly string[]> {
      await using pipeline = await loadedPipeline(engine, files, { maxRejected: { share: 1 } });
      await pipeline.expectTables(files);
      const rows = await pipeline.rows(
        'select location from etl.files where file_id in (select file_id from staging_events where line is null union select file_id from staging_songs where line is null) order by location',
      );
      return rows.map(({ location }) => String(location).replace(`${pipeline.source.path}/`, ''));
    }

    test('are read by the engine itself where they are plain', async () => {
      const direct = await load([
        dataFile('logs', 'large.json', lines(playsOf(4000))),
        dataFile('logs', 'small.json', event({ sessionId: 9 })),
        dataFile('songs', 'large.json', lines(songsOf(6000))),
      ]);
      expect(direct).toEqual(['log_data/large.json', 'song_data/large.json']);
    });

    test('are read exactly where one line is not, and only these', async () => {
      const doubtful = event({ sessionId: 4 }).replace('200', '1e400');
      const direct = await load([
        dataFile('logs', 'good.json', lines(plays)),
        dataFile('logs', 'bad.json', lines([...plays.map((play) => play.replace('"7"', '"8"')), doubtful])),
        dataFile('songs', 'bad.json', lines(['null', ...songs])),
      ]);
      expect(direct).toEqual(['log_data/good.json']);
    });

    test('count once in the progress, also where they are read a second time', async () => {
      const good = dataFile('logs', 'good.json', lines(plays));
      const bad = dataFile('logs', 'bad.json', lines(['null', ...playsOf(400, 'y'.repeat(4000))]));
      await using pipeline = await openPipeline(engine, [good, bad]);
      const done: number[] = [];
      await pipeline.etl({
        maxRejected: { share: 1 },
        onProgress: ({ bytes }) => void (bytes && done.push(bytes.done)),
      });
      expect(done.pop()).toBe(good.bytes.length + bad.bytes.length);
      expect(Math.max(...done)).toBe(good.bytes.length);
    });

    test('hold NULL for a whole number that is written as an empty text', async () => {
      const direct = await load([
        dataFile('logs', 'a.json', lines(plays)),
        dataFile(
          'logs',
          'b.json',
          lines([event({ page: 'Home', userId: '' }), ...plays.map((play) => play.replace('"7"', '"8"'))]),
        ),
        dataFile(
          'logs',
          'c.json',
          lines([event({ status: '' }), ...plays.map((play) => play.replace('"7"', '9'))]),
        ),
        dataFile('songs', 'large.json', lines([song({ year: '' }), ...songs])),
      ]);
      expect(direct).toHaveLength(4);
    });

    test('in folders named like a partition keep their values', async () => {
      await load([
        dataFile('logs', 'level=paid/userId=3/ts=5/page=Home/events.json', lines(plays)),
        dataFile('songs', 'year=1999/title=x/songs.json', lines(songs)),
      ]);
    });

    test.each([
      ['grows', (path: string) => appendFileSync(path, `${event({ sessionId: 77 })}\n`)],
      ['grows by half of a record', (path: string) => appendFileSync(path, '{"artist":')],
      [
        'is written anew with as many lines',
        (path: string) => writeFileSync(path, lines(plays).replaceAll('Ana', 'Bob')),
      ],
    ])('publish nothing where one %s while it is read', async (_, change) => {
      await using pipeline = await openPipeline(engine, [
        dataFile('logs', 'a.json', lines(plays)),
        dataFile('logs', 'b.json', lines(plays.map((play) => play.replace('"7"', '"8"')))),
      ]);
      const path = pipeline.path('log_data/a.json');
      utimesSync(path, new Date(0), new Date(0));
      let isScanned = false;
      const run = pipeline.etl({
        onProgress({ bytes }) {
          if (isScanned || bytes === undefined || bytes.done === 0) return;
          isScanned = true;
          change(path);
        },
      });
      await expect(run).rejects.toThrow(`${path} changed while it was read.`);
      await expect(run).rejects.toThrow(TransientError);
      await pipeline.etl();
    });
  });
}
