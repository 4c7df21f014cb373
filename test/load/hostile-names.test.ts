import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { etl } from '../../src/load/etl.ts';
import { engines } from '../engines.ts';
import { loadedPipeline, openPipeline } from '../pipeline.ts';
import { event, events, song } from '../reference/examples.ts';
import { dataFile, lines, smallSource, sourceFolder } from '../source-folder.ts';

const plays = (userId: number, count = 4000): string =>
  lines(events(count, () => ({ userId: String(userId) })));

/** So many bytes in few lines that DuckDB reads the file by itself. */
const large = lines(Array.from({ length: 4 }, () => event({ page: 'Home', padding: 'x'.repeat(300_000) })));

const oddNames = [
  `it's`,
  `"quoted"`,
  ' blank ',
  'new\nline',
  '[ab]*?{c}',
  'a..',
  '-rf',
  'a\\b',
  'naïve \u{1F600}',
  `'); drop table users; --`,
  'http:',
  'x'.repeat(240),
];

for (const engine of engines) {
  describe(`files on ${engine.name}`, () => {
    test('are skipped by name: hidden ones, those in hidden folders, other endings', async () => {
      const skipped = [
        '_SUCCESS',
        '.hidden.json',
        '.git/x.json',
        'a/.b/c/x.json',
        'x.json.crc',
        'x.txt',
        'json',
        '_events.json',
        '_month=11.json',
        '._x.json',
        '_delta_log/0.json',
        'a/_temporary/0/x.json',
        'a/year=2018/.ipynb_checkpoints/x.json',
      ];
      const read = ['x.JSONL', 'a/x.ndjson', 'a.b/x.y.json', 'year=2018/_month=11/x.json', 'a_/b_.Json'];
      const write = (name: string, index: number) => dataFile('logs', name, event({ userId: String(index) }));
      await using pipeline = await openPipeline(engine, [...skipped, ...read].map(write));
      const { locations } = await pipeline.etl();
      const names = locations.new.map((each) => each.replace(`${pipeline.source.path}/log_data/`, ''));
      expect(names.sort()).toEqual(read.sort());
    });

    test('in a folder and with a name that means something elsewhere are data like others', async () => {
      const files = oddNames.flatMap((name, index) => [
        dataFile('logs', `${name}.d/${name}.json`, `${large}${plays(index, 2)}`),
        dataFile('logs', `${name}.d/x.json`, plays(100 + index, 2)),
      ]);
      await using pipeline = await loadedPipeline(engine, files);
      await pipeline.expectTables(files);
      expect(await pipeline.etl()).toMatchObject({
        status: 'up-to-date',
        files: { unchanged: files.length },
      });
    });

    test('with a line feed in its name is not taken for two that are loaded', async () => {
      const [first, second] = [dataFile('logs', 'a.json', plays(30, 2)), dataFile('logs', 'b.json', '\n')];
      await using pipeline = await loadedPipeline(engine, [first, second]);
      await pipeline.change(
        "update etl.files set location = location || chr(10) || (select fingerprint || ' ' || location from etl.files where location like '%b.json') where location like '%a.json'",
        "delete from etl.files where location like '%/b.json' and location not like '%a.json%'",
      );
      expect(await pipeline.etl()).toMatchObject({ files: { renamed: 1, new: 1, unchanged: 0 } });
    });

    test('with names that are not UTF-8 are distinguished, also from those that spell them out', async () => {
      await using pipeline = await openPipeline(engine, smallSource);
      const odd = (latin1: string) =>
        Buffer.from(`${pipeline.source.path}/log_data/${latin1}.json`, 'latin1');
      writeFileSync(odd('caf\xe9'), event({ userId: '20' }));
      writeFileSync(odd('caf\xe8'), event({ userId: '21' }));
      writeFileSync(odd('caf\\xE9'), event({ userId: '22' }));
      mkdirSync(Buffer.from(`${pipeline.source.path}/log_data/d\xff`, 'latin1'));
      writeFileSync(odd('d\xff/\xff'), plays(23));
      expect(await pipeline.etl()).toMatchObject({ files: { new: 8 } });
      expect(await pipeline.value('select count(distinct location) from etl.files')).toBe(8);
      expect(await pipeline.value('select count(*) from users')).toBe(6);
      expect(await pipeline.etl()).toMatchObject({ files: { unchanged: 8, new: 0 } });
      rmSync(odd('caf\xe9'));
      expect(await pipeline.etl({ prune: true })).toMatchObject({ files: { removed: 1, unchanged: 7 } });
      expect(await pipeline.value('select count(*) from users where user_id = 20')).toBe(0);
    });
  });

  describe(`links on ${engine.name}`, () => {
    test('to a folder are followed', async () => {
      await using pipeline = await openPipeline(engine, smallSource);
      using elsewhere = sourceFolder([
        dataFile('logs', 'a.json', plays(9, 3)),
        dataFile('logs', 'b.json', plays(10, 2)),
      ]);
      symlinkSync(join(elsewhere.path, 'log_data'), pipeline.path('log_data/linked'));
      expect(await pipeline.etl()).toMatchObject({ files: { new: 6 } });
    });

    test('that lead in circles end', async () => {
      await using pipeline = await openPipeline(engine, smallSource);
      symlinkSync('..', pipeline.path('log_data/2018/up'));
      symlinkSync('.', pipeline.path('log_data/here'));
      symlinkSync('itself', pipeline.path('log_data/itself'));
      expect(await pipeline.etl()).toMatchObject({ files: { new: 4 } });
    });

    test('that branch forty times do not multiply', async () => {
      await using pipeline = await openPipeline(engine, smallSource);
      for (let level = 0; level < 40; level++) {
        mkdirSync(pipeline.path(`log_data/level${level}`));
        for (const way of ['left', 'right'])
          symlinkSync(`../level${level + 1}`, pipeline.path(`log_data/level${level}/${way}`));
      }
      mkdirSync(pipeline.path('log_data/level40'));
      writeFileSync(pipeline.path('log_data/level40/deep.json'), plays(9, 1));
      const report = await pipeline.etl();
      expect(report).toMatchObject({ files: { new: 5 } });
      expect(report.files.copies).toBeLessThan(100);
    });

    test.each([
      ['to nothing', 'nowhere', 'is a link to a file that does not exist'],
      ['to itself', 'lost.json', 'is a symbolic link that leads to itself'],
    ])('named like a data file that lead %s are reported by name', async (_, target, problem) => {
      await using pipeline = await openPipeline(engine, smallSource);
      const path = pipeline.path('log_data/lost.json');
      symlinkSync(target, path);
      const run = pipeline.etl();
      await expect(run).rejects.toThrow(`${path} ${problem}.`);
      await expect(run).rejects.toThrow(UsageError);
    });
  });

  describe(`special files on ${engine.name}`, () => {
    test.each(['log_data/pipe.json', 'log_data/pipe.json.gz', 'log_json_path.json', 'song_data'])(
      'such as a FIFO %s do not keep a run waiting',
      async (name) => {
        await using pipeline = await openPipeline(engine, smallSource);
        const path = pipeline.path(name);
        rmSync(path, { recursive: true, force: true });
        execFileSync('mkfifo', [path]);
        const run = pipeline.etl();
        await expect(run).rejects.toThrow(path);
        await expect(run).rejects.toThrow(UsageError);
      },
    );

    test('that take the place of a data file while the run goes on do not keep it waiting', async () => {
      await using pipeline = await openPipeline(engine, smallSource);
      const path = pipeline.path('log_data/2018/11/2018-11-02-events.json');
      const run = pipeline.etl({
        onProgress({ step, files }) {
          if (step !== 'stage' || files?.done !== 1) return;
          rmSync(path);
          execFileSync('mkfifo', [path]);
        },
      });
      await expect(run).rejects.toThrow(`${path} changed while it was read.`);
    });
  });

  describe(`a file that is not what was listed on ${engine.name}`, () => {
    test.each([
      ['is gone', (path: string) => rmSync(path), 'does not exist.'],
      [
        'has grown',
        (path: string) => writeFileSync(path, event(), { flag: 'a' }),
        'changed while it was read.',
      ],
      ['was cut', (path: string) => writeFileSync(path, '{'), 'changed while it was read.'],
      ['is another', (path: string) => replaceFile(path), 'changed while it was read.'],
    ])('because it %s fails the run and leaves the old state', async (_, change, problem) => {
      await using pipeline = await openPipeline(engine, smallSource);
      const path = pipeline.path('log_data/2018/11/2018-11-02-events.json');
      await etl({ ...pipeline.at, songs: pipeline.path('song_data') });
      const before = await pipeline.tables();
      pipeline.source.write([dataFile('songs', 'new.json', JSON.stringify(song()))]); // read before the log, which is changed in the meantime
      const run = pipeline.etl({
        maxRejected: { share: 1 },
        onProgress({ step, files }) {
          if (step === 'stage' && files?.done === 1) change(path);
        },
      });
      await expect(run).rejects.toThrow(`${path} ${problem}`);
      expect(await pipeline.tables()).toEqual(before);
    });
  });
}

function replaceFile(path: string): void {
  writeFileSync(`${path}.new`, event());
  renameSync(`${path}.new`, path);
}
