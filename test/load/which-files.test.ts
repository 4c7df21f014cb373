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
import { connect } from '../../src/warehouse/connect.ts';
import { engines } from '../engines.ts';
import { event, song } from '../reference/examples.ts';
import { loadReference } from '../reference/reference.ts';
import { songColumns } from '../reference/stage.ts';
import { dataFile, lines, smallSource, sourceFolder } from '../source-folder.ts';
import { expectTables, readValue } from '../warehouse-tables.ts';

/** A JSONPaths file of the usual keys. */
const paths = stagingEvents().columns.map(({ path }) => `$['${path[0]}']`);
const play = (userId: number) => lines([event({ userId: String(userId) })]);

for (const engine of engines) {
  describe(`the files of a run on ${engine.name}`, () => {
    test('that were skipped are counted by ending in the report, in a warning and in the runs', async () => {
      const others = ['a.csv', 'b.CSV', 'c.txt', '_SUCCESS', '_temporary/0/x.json'];
      using source = sourceFolder([
        ...smallSource,
        ...others.map((name) => dataFile('logs', name, play(99))),
      ]);
      await using warehouse = await engine.fresh();
      const warnings: string[] = [];
      const report = await etl({
        ...{ data: source.path, ...warehouse.at },
        onWarning: (sentence) => void warnings.push(sentence),
      });
      expect(report).toMatchObject({
        files: { seen: 4 },
        skipped: { files: 5, hidden: 2, by_ending: { '.csv': 2, '.txt': 1 } },
      });
      expect(report.locations.skipped).toContain(join(source.path, 'log_data/_temporary/'));
      expect(warnings).toEqual([
        expect.stringMatching(
          /^3 files of the logs are skipped: 2 \.csv, 1 \.txt\. .* --logs '\S+\/log_data' --songs '\S+\/song_data' --logs '\S+log_data\/\*\.txt'$/,
        ),
      ]);
      await expectTables(warehouse.at, source.path, loadReference(smallSource));
      await using opened = await connect(warehouse.at.warehouse, warehouse.at);
      expect((await runs(opened)).rows[0]?.skipped).toBe('2 .csv, 1 .txt, 2 hidden');
    });

    test('that have no record are loaded, with a warning', async () => {
      const empty = [dataFile('logs', 'empty.json', ''), dataFile('logs', 'blank.json', ' \n\n\t')];
      using source = sourceFolder([...smallSource, ...empty]);
      await using warehouse = await engine.fresh();
      const warnings: string[] = [];
      const run = {
        ...{ data: source.path, ...warehouse.at },
        onWarning: (sentence: string) => void warnings.push(sentence),
      };
      expect(await etl(run)).toMatchObject({ status: 'published', files: { empty: 2 } });
      expect(warnings).toEqual([
        expect.stringMatching(/^2 data files have no record: \S+blank\.json, \S+empty\.json\.$/),
      ]);
      expect(await etl(run)).toMatchObject({ status: 'up-to-date', files: { empty: 0 } });
      expect(warnings).toHaveLength(1);
    });

    test('may be of several locations; those outside of them are neither missing nor pruned', async () => {
      const files = ['a/1.json', 'a/2.json', 'b/3.json'].map((name, index) =>
        dataFile('logs', name, play(index)),
      );
      using source = sourceFolder(files);
      await using warehouse = await engine.fresh();
      const logs = join(source.path, 'log_data');
      const run = { ...warehouse.at, prune: true };
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
      expect(await readValue(warehouse.at, 'select count(*) from etl.files')).toBe(2);
      const warnings: string[] = [];
      const onWarning = (sentence: string) => void warnings.push(sentence);
      expect(await etl({ ...run, logs: [`${logs}/{a,b,c}/*.json`], onWarning })).toMatchObject({
        files: { seen: 2, new: 1, removed: 1 },
      });
      expect(warnings).toEqual([`No file matches ${logs}/c/*.json, a part of the pattern of the logs.`]);
      const two = [join(logs, 'a'), join(logs, 'b/*.json')];
      writeFileSync(join(logs, 'b/5.json'), play(5));
      expect(await etl({ ...run, logs: two })).toMatchObject({ sources: { logs: two, songs: null } });
      expect(await lastSource(warehouse.at.warehouse, warehouse.at)).toEqual({ logs: two });
      await expectTables(
        warehouse.at,
        source.path,
        loadReference([
          files[1] as (typeof files)[0],
          dataFile('logs', 'b/4.json', play(4)),
          dataFile('logs', 'b/5.json', play(5)),
        ]),
      );
    });

    test('and its JSONPaths files are those of the last run, also for a run in another folder', async () => {
      using source = sourceFolder([
        dataFile('logs', 'a.json', play(1)),
        dataFile('songs', 'a.json', song()),
        dataFile('logs', '../maps/logs.json', JSON.stringify({ jsonpaths: paths })),
      ]);
      await using warehouse = await engine.fresh();
      const last = () => lastSource(warehouse.at.warehouse, warehouse.at);
      const here = process.cwd();
      const from = (place: string) => relative(here, join(source.path, place));
      const logJsonpath = join(source.path, 'maps/logs.json');

      await etl({ data: from(''), logJsonpath: from('maps/logs.json'), ...warehouse.at });
      expect(await last()).toEqual({ data: source.path, logJsonpath });

      source.write([
        dataFile('logs', 'b.json', play(2)),
        dataFile('songs', 'b.json', song({ song_id: 'S' })),
      ]);
      await etl({ data: source.path, songJsonpath: 'auto ignorecase', ...warehouse.at });
      expect(await last()).toEqual({ data: source.path, songJsonpath: 'auto ignorecase' });

      // A file that --data implies is one of this data alone.
      copyFileSync(logJsonpath, join(source.path, 'log_json_path.json'));
      source.write([dataFile('logs', 'c.json', play(3))]);
      await etl({ data: source.path, ...warehouse.at });
      expect(await last()).toEqual({ data: source.path });

      rmSync(join(source.path, 'song_data'), { recursive: true });
      source.write([dataFile('logs', 'd.json', play(4))]);
      await etl({ data: from(''), ...warehouse.at });
      const implied = {
        logs: join(source.path, 'log_data'),
        logJsonpath: join(source.path, 'log_json_path.json'),
      };
      expect(await last()).toEqual(implied);

      source.write([dataFile('logs', 'e.json', play(5))]);
      await etl({ logs: [from('log_data/*.json')], ...warehouse.at });
      expect(await last()).toEqual({ logs: join(source.path, 'log_data/*.json') });
    });

    test('are data whatever their ending where they are named, and stay when their folder is listed later', async () => {
      using source = sourceFolder([dataFile('logs', 'a.json', play(1)), dataFile('logs', 'b.txt', play(2))]);
      await using warehouse = await engine.fresh();
      const logs = join(source.path, 'log_data');
      expect(await etl({ ...warehouse.at, logs: `${logs}/*` })).toMatchObject({ files: { new: 2 } });
      expect(await etl({ ...warehouse.at, logs, prune: true })).toMatchObject({
        files: { unchanged: 1, gone: 0, removed: 0 },
        skipped: { by_ending: { '.txt': 1 } },
      });
    });

    test('of which a location gives none end the run, also to prune, and leave the warehouse as it is', async () => {
      using source = sourceFolder(smallSource);
      await using warehouse = await engine.fresh();
      const run = { data: source.path, ...warehouse.at, prune: true };
      await etl(run);
      const logs = join(source.path, 'log_data');
      renameSync(join(logs, '2018'), join(source.path, 'elsewhere'));
      await expect(etl(run)).rejects.toThrow(`There are no data files below ${logs}.`);
      await expect(etl({ ...run, logs: `${logs}/**/*.json` })).rejects.toThrow(UsageError);
      await expect(dryRun({ ...run, logs: `${logs}/2018` })).rejects.toThrow(UsageError);
      mkdirSync(join(logs, '_2018'));
      await expect(etl(run)).rejects.toThrow(`${logs} holds no data files: 1 hidden.`);
      await expectTables(warehouse.at, source.path, loadReference(smallSource));
    });

    test('of songs are read by a JSONPaths file of their own', async () => {
      const { song_id, title, ...rest } = JSON.parse(song()) as Record<string, unknown>;
      const foreign = { ...rest, id: song_id, of: { title } };
      using source = sourceFolder([
        ...smallSource.filter(({ dataSet }) => dataSet === 'logs'),
        dataFile('songs', 's.json', `${JSON.stringify(foreign)}\n`),
      ]);
      const moved: Readonly<Record<string, string>> = { song_id: 'id', title: 'of.title' };
      const paths = songColumns.map(({ key }) => `$.${moved[key] ?? key}`);
      const songJsonpath = join(source.path, 'paths.json');
      writeFileSync(songJsonpath, JSON.stringify({ jsonpaths: paths }));
      await using warehouse = await engine.fresh();
      const places = { data: source.path, songJsonpath };
      expect(await etl({ ...places, ...warehouse.at })).toMatchObject({
        tables: { songs: 1 },
        plays: { matched: 2 },
      });
      expect(await readValue(warehouse.at, 'select title from songs')).toBe(title);
      expect((await preview('songs', places)).rows[0]).toMatchObject({ song_id, title });
      writeFileSync(songJsonpath, JSON.stringify({ jsonpaths: paths.slice(1) }));
      await expect(etl({ ...places, ...warehouse.at })).rejects.toThrow(
        '"jsonpaths" should hold 10 paths, one for each column of staging_songs in order, but holds 9',
      );
      await expect(etl({ ...places, songJsonpath: 'nowhere.json', ...warehouse.at })).rejects.toThrow(
        'nowhere.json does not exist.',
      );
    });
  });
}
