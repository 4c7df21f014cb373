import { linkSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { listFiles } from '../../src/load/list.ts';
import { type Locations, openSources, type SourceLocations } from '../../src/sources/open.ts';
import { startS3Server } from '../s3-server/s3-server.ts';
import { writeFiles } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { settingsFor } from './s3-settings.ts';

/** Where files are put and listed from. */
interface Place extends AsyncDisposable {
  readonly at: string;
  readonly more: Pick<SourceLocations, 's3'>;
}

const server = await startS3Server({ buckets: {} });
afterAll(() => server[Symbol.asyncDispose]());
let buckets = 0;

const places: Readonly<Record<string, (names: readonly string[]) => Promise<Place>>> = {
  async 'on this machine'(names) {
    const folder = temporaryFolder();
    writeFiles(
      folder.path,
      names.map((location) => ({ location, bytes: location })),
    );
    return {
      at: folder.path,
      more: {},
      async [Symbol.asyncDispose]() {
        folder[Symbol.dispose]();
      },
    };
  },
  async 'in S3'(names) {
    const bucket = `bucket-${++buckets}`;
    for (const name of names) server.put(bucket, name, name);
    return {
      at: `s3://${bucket}`,
      more: { s3: settingsFor(server.endpoint) },
      async [Symbol.asyncDispose]() {},
    };
  },
};

async function list({ at, more }: Place, locations: SourceLocations) {
  const named = (each: Locations | undefined) => [each ?? []].flat().map((name) => name.replace('@', at));
  await using sources = await openSources({
    ...locations,
    ...more,
    ...(locations.data !== undefined && { data: locations.data.replace('@', at) }),
    logs: named(locations.logs),
    songs: named(locations.songs),
  });
  const found = await listFiles(sources);
  const names = (dataSet: string) =>
    found.filter((each) => each.dataSet === dataSet).map(({ file }) => file.location.slice(at.length + 1));
  return {
    logs: names('logs'),
    songs: names('songs'),
    skipped: sources.logs?.skipped,
    unmatched: sources.logs?.unmatched.map((each) => each.replace(at, '@')),
    covers: (name: string) => sources.logs?.covers(`${at}/${name}`),
  };
}

async function failure(place: Place, locations: SourceLocations): Promise<string> {
  try {
    await list(place, locations);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    const { message, details, hints } = error as UsageError;
    return [message, ...details, ...hints].join('\n').replaceAll(place.at, '@');
  }
  return expect.fail('nothing was thrown');
}

const november = [
  'log_data/2018/11/2018-11-01.json',
  'log_data/2018/11/2018-11-02.json',
  'log_data/2018/12/a.json',
];

for (const [where, put] of Object.entries(places)) {
  describe(`a location ${where}`, () => {
    test('that is a folder gives the data at any depth; the rest is counted by ending', async () => {
      const data = ['x/a.json', 'x/b/c.NDJSON.GZ', 'x/year=2018/_month=11/e.jsonl'];
      const other = [
        'x/a.csv',
        'x/b/b.CSV',
        'x/c.json.bz2',
        'x/README',
        'x/odd.1',
        'x/_SUCCESS',
        'x/._a.json',
      ];
      const hidden = ['x/_temporary/0/p.json', 'x/_temporary/1/q.json', 'x/b/_delta_log/0.json'];
      await using place = await put([...data, ...other, ...hidden]);
      const { logs, skipped } = await list(place, { logs: '@/x' });
      expect(logs).toEqual(data);
      expect(skipped).toEqual({
        files: 9,
        hidden: 4,
        by_ending: { '.csv': 2, '.json.bz2': 1, 'no ending': 1, 'other endings': 1 },
      });
    });

    test('that is one file is data whatever its name, and covers nothing else', async () => {
      await using place = await put(['x/_a.txt', 'x/b.json', 'x/_a.txt.json']);
      const { logs, covers } = await list(place, { logs: '@/x/_a.txt' });
      expect(logs).toEqual(['x/_a.txt']);
      expect(covers('x/_a.txt')).toBe(true);
      expect(covers('x/b.json')).toBe(false);
    });

    test('that is a pattern gives the files that match, whatever their ending, and covers these', async () => {
      const skipped = ['log_data/2018/11/_SUCCESS', 'log_data/2018/11/x/deep.json'];
      await using place = await put([...november, ...skipped, 'log_data/2018/11/page_view_events']);
      const { logs, covers } = await list(place, { logs: '@/log_data/2018/11/*' });
      expect(logs).toEqual([...november.slice(0, 2), 'log_data/2018/11/page_view_events']);
      expect(covers('log_data/2018/11/2018-11-30.json')).toBe(true);
      expect(covers('log_data/2018/12/a.json')).toBe(false);
      expect(covers('log_data/2018/11/_x.json')).toBe(false);
      expect((await list(place, { logs: '@/log_data/**/_S*' })).logs).toEqual(['log_data/2018/11/_SUCCESS']);
      expect((await list(place, { logs: '@/log_data/2018/{11,12}/*.json' })).logs).toEqual(november);
    });

    test('that is a pattern with braces lists those of its parts that match nothing', async () => {
      await using place = await put(november);
      const { logs, unmatched } = await list(place, { logs: '@/log_data/{2018,2019}/{11,1[12]}/*.json' });
      expect(logs).toEqual(november);
      expect(unmatched).toEqual(['@/log_data/2019/11/*.json', '@/log_data/2019/1[12]/*.json']);
    });

    test('that exists is no pattern', async () => {
      await using place = await put(['[ab]/x.json', 'a/y.json', '*.json', 'z.json']);
      expect((await list(place, { logs: '@/[ab]' })).logs).toEqual(['[ab]/x.json']);
      expect((await list(place, { logs: '@/*.json' })).logs).toEqual(['*.json']);
    });

    test('that is named twice, or within another, gives each file once', async () => {
      await using place = await put(november);
      const logs = ['@/log_data/2018/11', '@/log_data/2018/11/', '@/log_data/2018/*/*', `@/${november[0]}`];
      expect((await list(place, { logs })).logs).toEqual(november);
    });

    test('and another beside it make one data set', async () => {
      await using place = await put([...november, 'more/b.json', 'song_data/s.json']);
      const found = await list(place, { data: '@', logs: ['@/log_data/2018/12', '@/more/b.json'] });
      expect(found).toMatchObject({
        logs: ['log_data/2018/12/a.json', 'more/b.json'],
        songs: ['song_data/s.json'],
      });
      expect(found.covers('log_data/2018/11/2018-11-01.json')).toBe(false);
    });

    test('covers no file that it would skip', async () => {
      await using place = await put(november);
      const { covers } = await list(place, { logs: '@/log_data' });
      expect(covers('log_data/gone.json')).toBe(true);
      for (const name of ['_a.json', '_temporary/a.json', 'a.txt'])
        expect(covers(`log_data/${name}`)).toBe(false);
    });

    test.each([
      ['@/nowhere', '@/nowhere'],
      ['@/log_data/2018/13/*', 'No file matches @/log_data/2018/13/*.'],
      ['@/log_data/*', 'No file matches @/log_data/*.'],
      ['@/other', '@/other holds no data files: 1 without an ending.\n@/other/page_view_events\n'],
      ['@/other', "name them by a pattern: --logs '@/other/*'"],
      ['@/packed', 'Unpack .json.zst files'],
      ['@/stream', "name them by a pattern: --logs '@/stream/*.gz'"],
      ['@/tables', 'Convert .csv, .parquet files to JSON'],
      ['@/hidden', '@/hidden holds no data files: 1 hidden.\n@/hidden/_delta_log/\n'],
      ['@/log_data/2018/11/2018-11-0', "'@/log_data/2018/11/2018-11-0*'"],
      ['@/log', '@/log_data'],
    ])('such as %s without data is refused: %s', async (location, expected) => {
      await using place = await put([
        ...november,
        'other/page_view_events',
        'packed/a.json.zst',
        'stream/delivery-1.gz',
        'tables/a.csv',
        'tables/b.parquet',
        'hidden/_delta_log/0.json',
      ]);
      expect(await failure(place, { logs: location })).toContain(expected);
      expect(await failure(place, { logs: ['@/log_data', location] })).toContain(expected);
    });
  });

  describe(`the location of all data ${where}`, () => {
    test('may lack songs or logs, and then covers none', async () => {
      await using place = await put(november);
      expect(await list(place, { data: '@' })).toMatchObject({ logs: november, songs: [] });
      await using songs = await put(['song_data/s.json']);
      const found = await list(songs, { data: '@' });
      expect(found).toMatchObject({ logs: [], songs: ['song_data/s.json'] });
      expect(found.covers('log_data/a.json') ?? false).toBe(false);
    });

    test.each([
      [['log-data/a.json', 'song-data/s.json'], 'It holds log-data/, song-data/.'],
      [['log-data/a.json', 'song-data/s.json'], 'Did you mean --logs @/log-data --songs @/song-data?'],
      [['log-data/a.json', 'song_data/s.json'], '@ holds no log_data/.'],
      [['log-data/a.json', 'song_data/s.json'], 'Did you mean --logs @/log-data --songs @/song_data?'],
      [
        ['mini_event_data.json', 'song_data/s.json'],
        'Did you mean --logs @/mini_event_data.json --songs @/song_data?',
      ],
      [['log-data.zip', 'song-data.zip'], 'Unpack log-data.zip, song-data.zip so that log_data/ and'],
      [['a.json', 'b.json'], 'If its files are logs, write --logs @;'],
      [['log_data/x', 'song_data/s.json'], '@/log_data holds no data files: 1 without an ending.'],
    ])('with %j is refused: %s', async (names, expected) => {
      await using place = await put(names);
      expect(await failure(place, { data: '@' })).toContain(expected);
    });

    test('with other folders beside songs is taken: they may be anything', async () => {
      await using place = await put([
        ...['song_data/s.json', 'logs/app.log', 'catalog/x', 'login.json', 'old_log_jsonpaths.json'],
      ]);
      expect(await list(place, { data: '@' })).toMatchObject({ songs: ['song_data/s.json'] });
    });
  });
}

describe('on this machine', () => {
  test('a folder behind links is listed once, under its own name', async () => {
    await using place = await (places['on this machine'] as (typeof places)[string])([
      'x/2018/a.json',
      'y/b.json',
    ]);
    symlinkSync('2018', join(place.at, 'x/latest'));
    symlinkSync('2018/a.json', join(place.at, 'x/0.json'));
    symlinkSync('../y', join(place.at, 'x/also'));
    symlinkSync('../y', join(place.at, 'x/again'));
    symlinkSync('2018', join(place.at, 'x/_hidden'));
    expect((await list(place, { logs: '@/x' })).logs).toEqual(['x/2018/a.json', 'x/again/b.json']);
    symlinkSync('x', join(place.at, 'z'));
    expect((await list(place, { logs: ['@/x', '@/z', '@/y', '@/z/2018/*'] })).logs).toHaveLength(2);
    linkSync(join(place.at, 'y/b.json'), join(place.at, 'x/hard.json'));
    expect((await list(place, { logs: '@/x' })).logs).toHaveLength(3);
  });

  test('an empty folder is no data', async () => {
    await using place = await (places['on this machine'] as (typeof places)[string])(['song_data/s.json']);
    mkdirSync(join(place.at, 'log_data'));
    expect(await failure(place, { data: '@' })).toContain('There are no data files below @/log_data.');
  });
});

test('in S3, s3a:// and s3n:// are the same place, and markers of folders are nothing', async () => {
  await using place = await (places['in S3'] as (typeof places)[string])(november);
  const bucket = place.at.slice('s3://'.length);
  server.put(bucket, 'log_data/', '');
  server.put(bucket, 'log_data/2018_$folder$', '');
  for (const scheme of ['s3a', 's3n']) {
    await using sources = await openSources({ logs: `${scheme}://${bucket}/log_data`, ...place.more });
    const found = await listFiles(sources);
    expect(found.map(({ file }) => file.location)).toEqual(november.map((name) => `s3://${bucket}/${name}`));
    expect(sources.logs?.skipped.files).toBe(0);
  }
});

test('in S3, a folder costs no request but its pages, a pattern two more', async () => {
  await using place = await (places['in S3'] as (typeof places)[string])(november);
  const requests = async (logs: string) => {
    server.reset();
    await list(place, { logs });
    return server.requests.length;
  };
  expect(await requests('@/log_data')).toBe(1);
  expect(await requests('@/log_data/2018/11/*')).toBe(3);
});

test('a location in S3 without a bucket is refused as one', async () => {
  await expect(openSources({ data: 's3://' })).rejects.toThrow(
    'does not name a bucket: expected s3://bucket/prefix, got the bucket ""',
  );
});
