import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RejectedError, UsageError } from '../../src/errors.ts';
import { etl } from '../../src/load/etl.ts';
import type { EtlOptions } from '../../src/load/etl-options.ts';
import type { EtlReport } from '../../src/load/report.ts';
import { engines } from '../engines.ts';
import { loadedPipeline, openPipeline } from '../pipeline.ts';
import { event, events, song } from '../reference/examples.ts';
import type { ReferenceFile } from '../reference/rows.ts';
import { eventColumns } from '../reference/stage.ts';
import { dataFile, lines, smallSource } from '../source-folder.ts';

const anyRecords = { maxRejected: { share: 1 } };
/** Enough that the engine reads the file itself. */
const muchPlain = lines(events(300, () => ({ page: 'Home', padding: 'x'.repeat(4000) })));

const levels = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

const emoji = '\u{1f3b5}'.repeat(60);

const longTexts: [string, string][] = [
  ['of 100,000 levels in a text', event({ location: 'here' }).replace('"here"', levels)],
  ['of 10 MB', event({ userAgent: 'x'.repeat(10_000_000) })],
];

for (const engine of engines) {
  /** Loads files into a fresh warehouse and holds the tables against the reference. */
  async function load(
    files: readonly ReferenceFile[],
    options: Partial<EtlOptions> = anyRecords,
  ): Promise<EtlReport> {
    await using pipeline = await openPipeline(engine, files);
    const report = await pipeline.etl(options);
    await pipeline.expectTables(files);
    return report;
  }

  describe(`a source on ${engine.name}`, () => {
    test('that does not exist is a usage error that names it', async () => {
      await using pipeline = await openPipeline(engine, []);
      const missing = pipeline.path('no-such-folder');
      const run = pipeline.etl({ data: missing });
      await expect(run).rejects.toThrow(`${missing} does not exist.`);
      await expect(run).rejects.toThrow(UsageError);
    });

    test('that is empty is a usage error that says what should be there', async () => {
      await using pipeline = await openPipeline(engine, []);
      await expect(pipeline.etl()).rejects.toThrow(
        `${pipeline.source.path} holds neither log_data/ nor song_data/.`,
      );
    });

    test('without any data file is refused: a folder that is not mounted looks like that', async () => {
      await using pipeline = await openPipeline(engine, [
        dataFile('logs', '_SUCCESS', ''),
        dataFile('songs', '.hidden.json', '{'),
      ]);
      const run = pipeline.etl({ prune: true });
      await expect(run).rejects.toThrow(`${pipeline.source.path}/song_data holds no data files: 1 hidden.`);
      await expect(run).rejects.toThrow(UsageError);
    });

    for (const [dataSet, missing] of [
      ['logs', 'songs'],
      ['songs', 'logs'],
    ] as const) {
      test(`with ${dataSet} alone loads these, and the report says so`, async () => {
        const report = await load(smallSource.filter((file) => file.dataSet === dataSet));
        expect(report.sources[missing]).toBeNull();
        expect(report.status).toBe('published');
      });
    }

    test('that is an empty file is a file with no lines', async () => {
      const report = await load([
        ...smallSource,
        dataFile('logs', 'empty.json', ''),
        dataFile('songs', 'e.json', ''),
      ]);
      expect(report.files.new).toBe(6);
    });
  });

  describe(`lines on ${engine.name}`, () => {
    test('of a file that is no JSON are rejected, each by its number', async () => {
      const report = await load([...smallSource, dataFile('logs', 'readme.json', 'This is\nno JSON\n')]);
      expect(report.records).toMatchObject({ staged: 6, rejected: 2 });
    });

    test('more bad than allowed publish nothing, and the first of each file are shown', async () => {
      await using pipeline = await openPipeline(engine, [
        ...smallSource,
        dataFile('logs', 'bad.json', `${event()}\n${'x\n'.repeat(12)}`),
      ]);
      const error = await pipeline.etl().catch((error: unknown) => error);
      expect(error).toBeInstanceOf(RejectedError);
      expect(error).toMatchObject({
        message:
          '12 of 17 records of the log data (70.6 %) are rejected, more than the 1 % that --max-rejected allows.',
        exitCode: 3,
        hints: ['Reject these and load the other records: --max-rejected 71%'],
      });
      const details = error instanceof RejectedError ? error.details : [];
      expect(details.filter((detail) => detail.startsWith('  line '))).toHaveLength(3);
      expect(details).toContain('  … and 9 more');
      await pipeline.etl({ maxRejected: { records: 12 } });
      expect(await pipeline.value('select max(run_id) from etl.runs')).toBe(1);
    });

    test('are counted by data set, and by bytes where that is worse', async () => {
      const many = Array.from({ length: 200 }, (_, number) => song({ song_id: `S${number}` }));
      const songs = dataFile('songs', 'many.json', lines(many));
      const oneBad = lines([event({ ts: 'x' }), ...events(60)]);
      const barely = lines([...events(99), event({ ts: 'x', userAgent: 'x'.repeat(25) })]);
      for (const [bad, message] of [
        [
          barely,
          /^[\d,]+ of [\d,]+ bytes of the log data \(1\.0\d+ %\) are rejected, more than the 1 % that/,
        ],
        [oneBad, /^1 of 61 records of the log data \(1\.6 %\) are rejected/],
        [
          lines([event({ ts: 'x', userAgent: 'x'.repeat(50_000) }), ...events(300)]),
          /^[\d,]+ of [\d,]+ bytes of the log data \(\d+\.\d %\) are rejected/,
        ],
      ] as const) {
        await using pipeline = await openPipeline(engine, [songs, dataFile('logs', 'bad.json', bad)]);
        await expect(pipeline.etl()).rejects.toThrow(message);
        await pipeline.etl({ maxRejected: { share: 0.5 } });
      }
    });

    test('of a file of which nothing is staged end the run whatever the share, but for 100%', async () => {
      const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n';
      await using pipeline = await openPipeline(engine, [
        dataFile('logs', 'good.json', lines(events(1000))),
        dataFile('logs', 'pointer.json', pointer),
      ]);
      for (const maxRejected of [{ share: 0.99 }, { records: 1000 }]) {
        await expect(pipeline.etl({ maxRejected })).rejects.toMatchObject({
          exitCode: 3,
          message: expect.stringMatching(/^Of .*pointer\.json no record is staged: all 3 are rejected\.$/),
          details: [
            expect.stringContaining('pointer.json is a Git LFS pointer'),
            '',
            'Nothing was published.',
          ],
          hints: [
            expect.stringContaining('git lfs pull'),
            'Reject these and load the other records: --max-rejected 100%',
          ],
        });
      }
      await pipeline.etl(anyRecords);
      expect(pipeline.warnings).toEqual([expect.stringContaining('Git LFS pointer')]);
    });

    test('are never advised to be rejected where nothing would be loaded', async () => {
      await using pipeline = await openPipeline(engine, [
        dataFile('logs', 'page.json', '<!DOCTYPE html>\n<html>'),
      ]);
      const error = await pipeline.etl().catch((error: unknown) => error);
      const { hints } = error as RejectedError;
      expect(hints.join()).not.toContain('--max-rejected');
    });

    test('of a corrected file replace its rejected ones', async () => {
      await using pipeline = await loadedPipeline(
        engine,
        [...smallSource, dataFile('logs', 'late.json', `${event().slice(0, 60)}\n`)],
        anyRecords,
      );
      expect(await pipeline.value('select count(*) from etl.rejected_records')).toBe(1);
      const corrected = [...smallSource, dataFile('logs', 'late.json', `${event({ userId: '9' })}\n`)];
      pipeline.source.write(corrected);
      await pipeline.etl(anyRecords);
      await pipeline.expectTables(corrected);
    });

    const sizes = [['small', ''] as const, ...(engine.readsFiles ? [['large', muchPlain] as const] : [])];
    for (const [size, plain] of sizes) {
      test(`of ${size} files are staged or rejected, each for itself`, { timeout: 60_000 }, async () => {
        await load([
          ...oddLines(engine.holdsAnyText).map(([name, text]) =>
            dataFile('logs', `${name}.json`, `${plain}${text}`),
          ),
          dataFile('songs', 'song.json', song()),
        ]);
      });

      test(`of a ${size} file: a byte order mark belongs to none`, async () => {
        await load([dataFile('logs', 'events.json', `\uFEFF${event()}\n${plain}`)]);
      });

      test(`of a ${size} file: bytes that are no UTF-8 reject one line`, async () => {
        const broken = Buffer.concat([Buffer.from(event()), Buffer.from([0xff, 10])]);
        const bytes = Buffer.concat([Buffer.from(plain), broken, Buffer.from(event({ userId: '9' }))]);
        await load([dataFile('logs', 'events.json', bytes)]);
      });

      test(`of a ${size} file: one of more than 16 MiB is rejected, and the others are not`, async () => {
        const long = event({ userAgent: 'x'.repeat(17 * 1024 * 1024) });
        await using pipeline = await openPipeline(engine, [
          dataFile('logs', 'a.json', `${event()}\n${long}\n${plain}${event({ userId: '9' })}`),
        ]);
        const { records } = await pipeline.etl(anyRecords);
        expect(records).toMatchObject({ rejected: 1, blank: 0, staged: records.lines - 1 });
        const rejected = "select line || ' ' || code || ' ' || length(raw_line) from etl.rejected_records";
        const kept = engine.holdsAnyText ? 64 * 1024 : 65_535;
        expect(await pipeline.value(rejected)).toBe(`2 too_long ${kept}`);
      });
    }

    // Elsewhere a text has a limit.
    if (engine.holdsAnyText) {
      test('of 12 MiB are taken, also where JSONPaths put it into three columns', async () => {
        await using pipeline = await openPipeline(engine, [
          dataFile('logs', 'a.json', event({ song: 'x'.repeat(12 * 1024 * 1024) })),
        ]);
        const logJsonpath = pipeline.path('paths.json');
        const paths = eventColumns.map(
          ({ key }) => `$.${['artist', 'firstName'].includes(key) ? 'song' : key}`,
        );
        writeFileSync(logJsonpath, JSON.stringify({ jsonpaths: paths }));
        const { records } = await etl({ logs: pipeline.path('log_data'), logJsonpath, ...pipeline.at });
        expect(records).toMatchObject({ staged: 1, rejected: 0 });
        const lengths = 'select length(artist) + length(first_name) + length(song) from staging_events';
        expect(await pipeline.value(lengths)).toBe(36 * 1024 * 1024);
      });
    }
  });
}

/** Texts for a file, each with its name. */
function oddLines(withLongTexts: boolean): readonly (readonly [name: string, text: string])[] {
  return [
    ['cut at the end of the file', `${event()}\n${event({ userId: '9' }).slice(0, 60)}`],
    ['without an end at the end of the file', `${event()}\n${event({ userId: '9' })}`],
    ['ended by CRLF', `${event()}\r\n${event({ userId: '9' })}\r\n`],
    ['that are blank', `\n \t\n${event()}\n\r\n\n${event({ userId: '9' })}\n\n`],
    ['of white space that is not JSON’s', `\f\n\v\n\u00a0\n${event()}\n`],
    ['with the last of duplicate keys', event().replace('{', '{"ts":"tomorrow","userId":"1",')],
    ['with a key in escapes', event().replace('"ts"', '"\\u0074s"')],
    ['with text after the object', `${event()} x\n${event()},\n${event()}${event()}\n`],
    ['of 100,000 levels in a key that nobody reads', event().replace('{', `{"tag":${levels},`)],
    ['of 100,000 levels in a number', event({ length: 'here' }).replace('"here"', levels)],
    [
      'of 100,000 levels that do not close',
      event({ location: 'here' }).replace('"here"', '['.repeat(100_000)),
    ],
    ['with NaN and a trailing comma', `${event().replace('200,', 'NaN,')}\n${event().replace(/}$/, ',}')}\n`],
    [
      'with emoji where a number is expected, of which a reason shows the first',
      ['', 'a'].map((start) => event({ status: start + emoji })).join('\n'),
    ],
    [
      'with emoji about what is no JSON',
      `${event({ song: `${emoji}\n` }).replace('\\n', '\t')}\n${emoji}\n{${emoji}`,
    ],
    ['with numbers beyond a double', `${event({ length: 'x' }).replace('"x"', '1e999')}\n`],
    ['with a ts that a double rounds', event().replace('1541106106796', '1541106106796.00000001')],
    ...(withLongTexts ? longTexts : []),
  ];
}
