import fc from 'fast-check';
import { describe, test } from 'vitest';
import { engines } from '../engines.ts';
import { loadedPipeline } from '../pipeline.ts';
import { event, events, song } from '../reference/examples.ts';
import { dataFiles } from '../reference/generate.ts';
import type { DataSet, ReferenceFile } from '../reference/rows.ts';
import { unpack } from '../reference/unpack.ts';
import { runs } from '../runs.ts';
import { dataFile, lines } from '../source-folder.ts';

const anyRecords = { maxRejected: { share: 1 }, allowCopies: true } as const;
const generated = { openQuestions: true } as const;

for (const engine of engines) {
  describe(`one run on ${engine.name} equals the reference`, () => {
    async function expectEqual(files: readonly ReferenceFile[]): Promise<void> {
      await using pipeline = await loadedPipeline(engine, files, anyRecords);
      await pipeline.expectTables(files);
    }

    test('on any files, with good and bad lines', { timeout: 120_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(dataFiles({ ...generated, hostileNames: true }), expectEqual),
        runs(10 * engine.tries),
      );
    });

    test('on many records of few kinds', { timeout: 120_000 }, async () => {
      const clean = dataFiles({ ...generated, clean: true, maxLines: 60, maxFiles: 3 });
      await fc.assert(fc.asyncProperty(clean, expectEqual), runs(4 * engine.tries));
    });

    test('on plays of one user, session and timestamp that only their number distinguishes', async () => {
      const length = engine.name === 'duckdb' ? 15_000 : 6_000; // as many as show that time goes with their number
      await expectEqual([
        dataFile('logs', 'plays.json', lines(events(length))),
        dataFile('songs', 'song.json', song()),
      ]);
    });

    test('on a play that is logged twice, with and without blanks after its title', async () => {
      const play = (song: string, length: number | null) => event({ song, artist: 'Kid', length });
      await expectEqual([
        dataFile('logs', 'a.json', play('Intro  ', null)),
        dataFile('logs', 'b.json', play('Intro', null)),
        dataFile('songs', 'song.json', song({ title: 'Intro', artist_name: 'Kid' })),
      ]);
    });

    test('on artists whose location is a blank', async () => {
      const places = [' ', 'Paris', ''].map((place, index) =>
        song({ song_id: `S${index}`, artist_location: place, artist_latitude: 1 }),
      );
      await expectEqual([dataFile('songs', 'songs.json', lines(places))]);
    });

    test('on ids, names and places that differ in trailing blanks alone', async () => {
      const songs = [
        song({ song_id: 'S1', title: 'Up ', artist_id: 'A1', artist_location: '  ', year: 1999 }),
        song({ song_id: 'S1', title: 'Up', artist_id: 'A1 ', artist_location: 'Rome', year: 1999 }),
        song({ song_id: 'S1 ', title: 'Up', artist_id: 'A1', artist_location: 'Rome', artist_name: 'Kid ' }),
        song({
          song_id: 'S2',
          title: 'Down',
          artist_id: 'A1 ',
          artist_location: 'Rome ',
          artist_name: 'Kid',
        }),
      ];
      const renamed = ['paid ', 'paid'].map((level) => event({ level, firstName: `Ana${level.slice(4)}` }));
      for (const order of [songs, songs.toReversed()])
        await expectEqual([
          dataFile('songs', 'songs.json', lines(order)),
          dataFile('logs', 'events.json', lines(renamed)),
        ]);
    });

    test('on pages that are NextSong but for trailing blanks, and ids with an exponent', async () => {
      const records = [
        event({ page: 'NextSong ', userId: '' }),
        event({ page: 'NextSong  ', sessionId: 6 }),
        event().replace('"sessionId":5', '"sessionId":5e18'),
      ];
      await expectEqual([dataFile('logs', 'a.json', lines(records)), dataFile('songs', 'song.json', song())]);
    });

    test('on a length so far from a duration that their difference exceeds a double', async () => {
      const durations = { Up: [1.7e308, 3, 1e308], Down: [1e15, 0, -1.7e308] };
      const songs = Object.entries(durations).flatMap(([title, each]) =>
        each.map((duration, index) => song({ song_id: `${title}${index}`, title, duration })),
      );
      const lengths = [-1.7e308, -8.9e307, -1, 0, 1, 8.9e307, 1.7e308, null];
      const events = Object.keys(durations).flatMap((title, sessionId) =>
        lengths.map((length, itemInSession) => event({ song: title, sessionId, itemInSession, length })),
      );
      await expectEqual([
        dataFile('songs', 'songs.json', lines(songs)),
        dataFile('logs', 'events.json', lines(events)),
      ]);
    });

    test('on large files, which the engine reads itself where it can', { timeout: 120_000 }, async () => {
      const large = dataFiles({ ...generated, maxLines: 3, maxFiles: 2 }).map((files) => files.map(enlarge));
      await fc.assert(fc.asyncProperty(large, expectEqual), runs(6 * engine.tries));
    });

    test('on large files without bad lines', { timeout: 120_000 }, async () => {
      const large = dataFiles({ ...generated, clean: true, maxLines: 2, maxFiles: 3 }).map((files) =>
        files.map(enlarge),
      );
      await fc.assert(fc.asyncProperty(large, expectEqual), runs(6 * engine.tries));
    });
  });
}

/** The same lines in a file that is large, plain, and read by the engine unless a line forbids it. */
function enlarge({ dataSet, location, bytes }: ReferenceFile): ReferenceFile {
  const plain = unpack(bytes);
  const padding = Array.from({ length: 4 }, (_, index) => paddingLine(dataSet, index));
  const isMarked = plain[0] === 0xef;
  return {
    dataSet,
    location,
    bytes: Buffer.concat(
      isMarked ? [plain, Buffer.from(`\n${lines(padding)}`)] : [Buffer.from(lines(padding)), plain],
    ),
  };
}

/** A good line of 300 kB, most of it in a member that nobody reads. */
function paddingLine(dataSet: DataSet, index: number): string {
  const padding = 'x'.repeat(300_000);
  return dataSet === 'logs'
    ? event({ page: 'Home', itemInSession: index, padding })
    : song({ song_id: `padding ${index}`, padding });
}
