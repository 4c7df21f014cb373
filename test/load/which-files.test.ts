import { copyFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { stagingEvents } from '../../src/formats/columns.ts';
import { dryRun } from '../../src/load/dry-run.ts';
import { etl } from '../../src/load/etl.ts';
import { lastSource } from '../../src/load/manifest/last-source.ts';
import { runs } from '../../src/load/manifest/runs.ts';
import { preview } from '../../src/preview/preview.ts';
import { engines } from '../engines.ts';
import { openPipeline } from '../pipeline.ts';
import { event, song } from '../reference/examples.ts';
import { songColumns } from '../reference/stage.ts';
import { dataFile, lines, smallSource } from '../source-folder.ts';

/** A JSONPaths file of the usual keys. */
const paths = stagingEvents().columns.map(({ path }) => `$['${path[0]}']`);
const play = (userId: number) => lines([event({ userId: String(userId) })]);

for (const engine of engines) {
  describe(`the files of a run on ${engine.name}`, () => {
    test('that were skipped are counted by ending in the report, in a warning and in the runs', async () => {
      const others = ['a.csv', 'b.CSV', 'c.txt', '_SUCCESS', '_temporary/0/x.json'];
      await using pipeline = await openPipeline(engine, [
        ...smallSource,
        ...others.map((name) => dataFile('logs', name, play(99))),
      ]);
      const report = await pipeline.etl();
      expect(report).toMatchObject({
        files: { seen: 4 },
        skipped: { files: 5, hidden: 2, by_ending: { '.csv': 2, '.txt': 1 } },
      });
      expect(report.locations.skipped).toContain(pipeline.path('log_data/_temporary/'));
      expect(pipeline.warnings).toEqual([
        expect.stringMatching(
          /^3 files of the logs are skipped: 2 \.csv, 1 \.txt\. .* --logs '\S+\/log_data' --songs '\S+\/song_data' --logs '\S+log_data\/\*\.txt'$/,
        ),
      ]);
      await pipeline.expectTables(smallSource);
      await using opened = await pipeline.connect();
      expect((await runs(opened)).rows[0]?.skipped).toBe('2 .csv, 1 .txt, 2 hidden');
    });

    test('that have no record are loaded, with a warning', async () => {
      const empty = [dataFile('logs', 'empty.json', ''), dataFile('logs', 'blank.json', ' \n\n\t')];
      await using pipeline = await openPipeline(engine, [...smallSource, ...empty]);
      expect(await pipeline.etl()).toMatchObject({ status: 'published', files: { empty: 2 } });
      expect(pipeline.warnings).toEqual([
        expect.stringMatching(/^2 data files have no record: \S+blank\.json, \S+empty\.json\.$/),
      ]);
      expect(await pipeline.etl()).toMatchObject({ status: 'up-to-date', files: { empty: 0 } });
      expect(pipeline.warnings).toHaveLength(1);
    });

    test('may be of several locations; those outside of them are neither missing nor pruned', async () => {
      const files = ['a/1.json', 'a/2.json', 'b/3.json'].map((name, index) =>
        dataFile('logs', name, play(index)),
      );
      await using pipeline = await openPipeline(engine, files);
      const logs = pipeline.path('log_data');
      const onWarning = (sentence: string) => void pipeline.warnings.push(sentence);
      const run = { ...pipeline.at, prune: true, onWarning };
      await etl({ ...run, logs });
      rmSync(join(logs, 'a/1.json'));
      rmSync(join(logs, 'b/3.json'));
      writeFileSync(join(logs, 'b/4.json'), play(4));
      const seen = { status: 'up-to-date', files: { gone: 0, removed: 0, unchanged: 1 } };
      expect(await etl({ ...run, logs: join(logs, 'a/2.json') })).toMatchObject(seen);
      expect(await etl({ ...run, logs: [join(logs, 'a/[2-9].*')] })).toMatchObject(seen);
      expect(await etl({ ...run, logs: [join(logs, 'a'), join(logs, 'a/*')] })).toMatchObject({
        files: { seen: 1, removed: 1 },
      });
      expect(await pipeline.value('select count(*) from etl.files')).toBe(2);
      expect(await etl({ ...run, logs: [`${logs}/{a,b,c}/*.json`] })).toMatchObject({
        files: { seen: 2, new: 1, removed: 1 },
      });
      expect(pipeline.warnings).toEqual([
        `No file matches ${logs}/c/*.json, a part of the pattern of the logs.`,
      ]);
      const two = [join(logs, 'a'), join(logs, 'b/*.json')];
      writeFileSync(join(logs, 'b/5.json'), play(5));
      expect(await etl({ ...run, logs: two })).toMatchObject({ sources: { logs: two, songs: null } });
      expect(await lastSource(pipeline.at.warehouse, pipeline.at)).toEqual({ logs: two });
      await pipeline.expectTables([
        files[1] as (typeof files)[0],
        dataFile('logs', 'b/4.json', play(4)),
        dataFile('logs', 'b/5.json', play(5)),
      ]);
    });

    test('and its JSONPaths files are those of the last run, also for a run in another folder', async () => {
      await using pipeline = await openPipeline(engine, [
        dataFile('logs', 'a.json', play(1)),
        dataFile('songs', 'a.json', song()),
        dataFile('logs', '../maps/logs.json', JSON.stringify({ jsonpaths: paths })),
      ]);
      const last = () => lastSource(pipeline.at.warehouse, pipeline.at);
      const here = process.cwd();
      const from = (place: string) => relative(here, pipeline.path(place));
      const logJsonpath = pipeline.path('maps/logs.json');

      await pipeline.etl({ data: from(''), logJsonpath: from('maps/logs.json') });
      expect(await last()).toEqual({ data: pipeline.source.path, logJsonpath });

      pipeline.source.write([
        dataFile('logs', 'b.json', play(2)),
        dataFile('songs', 'b.json', song({ song_id: 'S' })),
      ]);
      await pipeline.etl({ songJsonpath: 'auto ignorecase' });
      expect(await last()).toEqual({ data: pipeline.source.path, songJsonpath: 'auto ignorecase' });

      // A file that --data implies is one of this data alone.
      copyFileSync(logJsonpath, pipeline.path('log_json_path.json'));
      pipeline.source.write([dataFile('logs', 'c.json', play(3))]);
      await pipeline.etl();
      expect(await last()).toEqual({ data: pipeline.source.path });

      rmSync(pipeline.path('song_data'), { recursive: true });
      pipeline.source.write([dataFile('logs', 'd.json', play(4))]);
      await pipeline.etl({ data: from('') });
      const implied = {
        logs: pipeline.path('log_data'),
        logJsonpath: pipeline.path('log_json_path.json'),
      };
      expect(await last()).toEqual(implied);

      pipeline.source.write([dataFile('logs', 'e.json', play(5))]);
      await etl({ logs: [from('log_data/*.json')], ...pipeline.at });
      expect(await last()).toEqual({ logs: pipeline.path('log_data/*.json') });
    });

    test('are data whatever their ending where they are named, and stay when their folder is listed later', async () => {
      await using pipeline = await openPipeline(engine, [
        dataFile('logs', 'a.json', play(1)),
        dataFile('logs', 'b.txt', play(2)),
      ]);
      const logs = pipeline.path('log_data');
      expect(await etl({ ...pipeline.at, logs: `${logs}/*` })).toMatchObject({ files: { new: 2 } });
      expect(await etl({ ...pipeline.at, logs, prune: true })).toMatchObject({
        files: { unchanged: 1, gone: 0, removed: 0 },
        skipped: { by_ending: { '.txt': 1 } },
      });
    });

    test('of which a location gives none end the run, also to prune, and leave the warehouse as it is', async () => {
      await using pipeline = await openPipeline(engine, smallSource);
      const run = { ...pipeline.places, prune: true };
      await etl(run);
      const logs = pipeline.path('log_data');
      renameSync(join(logs, '2018'), pipeline.path('elsewhere'));
      await expect(etl(run)).rejects.toThrow(`There are no data files below ${logs}.`);
      await expect(etl({ ...run, logs: `${logs}/**/*.json` })).rejects.toThrow(UsageError);
      await expect(dryRun({ ...run, logs: `${logs}/2018` })).rejects.toThrow(UsageError);
      mkdirSync(join(logs, '_2018'));
      await expect(etl(run)).rejects.toThrow(`${logs} holds no data files: 1 hidden.`);
      await pipeline.expectTables(smallSource);
    });

    test('of songs are read by a JSONPaths file of their own', async () => {
      const { song_id, title, ...rest } = JSON.parse(song()) as Record<string, unknown>;
      const foreign = { ...rest, id: song_id, of: { title } };
      await using pipeline = await openPipeline(engine, [
        ...smallSource.filter(({ dataSet }) => dataSet === 'logs'),
        dataFile('songs', 's.json', `${JSON.stringify(foreign)}\n`),
      ]);
      const moved: Readonly<Record<string, string>> = { song_id: 'id', title: 'of.title' };
      const paths = songColumns.map(({ key }) => `$.${moved[key] ?? key}`);
      const songJsonpath = pipeline.path('paths.json');
      writeFileSync(songJsonpath, JSON.stringify({ jsonpaths: paths }));
      expect(await pipeline.etl({ songJsonpath })).toMatchObject({
        tables: { songs: 1 },
        plays: { matched: 2 },
      });
      expect(await pipeline.value('select title from songs')).toBe(title);
      expect((await preview('songs', { data: pipeline.source.path, songJsonpath })).rows[0]).toMatchObject({
        song_id,
        title,
      });
      writeFileSync(songJsonpath, JSON.stringify({ jsonpaths: paths.slice(1) }));
      await expect(pipeline.etl({ songJsonpath })).rejects.toThrow(
        '"jsonpaths" should hold 10 paths, one for each column of staging_songs in order, but holds 9',
      );
      await expect(pipeline.etl({ songJsonpath: 'nowhere.json' })).rejects.toThrow(
        'nowhere.json does not exist.',
      );
    });
  });
}
