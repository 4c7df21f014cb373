import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { makeReadCopy } from '../../../src/export/read-copy.ts';
import { etl } from '../../../src/load/etl.ts';
import type { sourceMessages } from '../../../src/messages/source.ts';
import { connect } from '../../../src/warehouse/connect.ts';
import { freshRedshift } from '../../redshift-load/fresh-redshift.ts';
import { event, song } from '../../reference/examples.ts';
import { dataFile, failingCheck, type SourceFolder, smallSource } from '../../source-folder.ts';
import { inFolder, load, type Provocations, printed, thrown } from './provoke.ts';

/** Loads a folder in which something happens to its second log file after the first is staged. */
function whileLoading(happens: (path: string) => void) {
  return thrown(({ path }) =>
    etl({
      data: path,
      warehouse: `${path}/w.duckdb`,
      onProgress({ step, files }) {
        if (step === 'stage' && files?.done === 1)
          happens(join(path, 'log_data/2018/11/2018-11-02-events.json'));
      },
    }),
  );
}

const withFile = (name: string, content: string | Uint8Array) => ({
  prepare: (folder: SourceFolder) => folder.write([dataFile('logs', name, content)]),
});

export const source: Provocations<keyof typeof sourceMessages> = {
  'SPK-201': printed(['etl']),
  'SPK-202': printed(['etl', '--data', 'none']),
  'SPK-203': printed(['etl', '--data', 'song_data/A/A/A/TRAAA.json']),
  'SPK-204': printed(['etl', '--data', '.'], {
    prepare: ({ path }) => symlinkSync('loop.json', join(path, 'log_data/loop.json')),
  }),
  'SPK-205': printed(['etl', '--data', 'song_data']),
  'SPK-206': printed(['etl', '--logs', 'log_data/*.csv']),
  'SPK-207': printed(['etl', '--logs', 'empty'], { prepare: ({ path }) => mkdirSync(join(path, 'empty')) }),
  'SPK-208': printed(['etl', '--data', '.'], {
    prepare: ({ path }) => execFileSync('mkfifo', [join(path, 'log_data/pipe.json')]),
  }),
  'SPK-209': printed(['etl', '--data', 'https://example.com/data']),
  'SPK-210': async () => {
    let server: Server | undefined;
    try {
      return await whileLoading((path) => {
        rmSync(path);
        server = createServer().listen(path); // opening a socket as a file fails
      })();
    } finally {
      server?.close();
    }
  },
  'SPK-211': whileLoading((path) => writeFileSync(path, event(), { flag: 'a' })),
  'SPK-212': printed(['etl', '--data', '.'], withFile('cut.json.gz', gzipSync(event()).subarray(0, 30))),
  'SPK-213': printed(
    ['etl', '--data', '.', '--max-rejected', '100%'],
    withFile('bomb.json.gz', gzipSync(Buffer.alloc(65 * 1024 * 1024, `${' '.repeat(1023)}\n`))),
  ),
  'SPK-214': printed(['etl', '--data', '.', '--log-jsonpath', 'song_data/A/A/A/TRAAA.json']),
  'SPK-215': printed(['preview', 'songs', '--logs', 'log_data']),
  'SPK-220': printed(['etl', '--data', '.'], withFile('bad.json', 'x\n')),
  'SPK-221': printed(['etl', '--data', '.', '--project', 'own'], {
    prepare: (folder) => folder.write([dataFile('songs', 's.json', song()), failingCheck]),
  }),
  'SPK-229': printed(['check', '--freshness', '1m'], {
    async prepare(folder) {
      await load(folder);
      await using warehouse = await connect(join(folder.path, 'sparkify.duckdb'));
      await warehouse.run("update etl.runs set finished_at = timestamp '2018-12-01 00:00:00'");
    },
  }),
  'SPK-222': printed(['diff', 'sparkify.duckdb', 'songs.duckdb'], {
    async prepare(folder) {
      await load(folder);
      await inFolder(folder, 'etl', '--songs', 'song_data', '--warehouse', 'songs.duckdb');
    },
  }),
  'SPK-224': printed(['etl', '--data', '.', '--rebuild'], {
    async prepare(folder) {
      await load(folder);
      rmSync(join(folder.path, 'song_data/A/A/A/TRAAA.json'));
    },
  }),
  'SPK-225': thrown(async () => {
    const songs = smallSource.filter(({ dataSet }) => dataSet === 'songs');
    await using warehouse = await freshRedshift(
      Object.fromEntries(songs.map(({ location, bytes }) => [location, bytes])),
    );
    const redshift = { ...warehouse.at.redshift, work: undefined };
    const options = { warehouse: 'redshift', redshift, data: 's3://data', s3: redshift.s3 } as const;
    await etl(options);
    warehouse.s3.put('data', songs[0]?.location ?? '', song({ year: 2001 }));
    return await etl({ ...options, redshift: warehouse.at.redshift });
  }),
  'SPK-226': printed(['runs', '99'], { prepare: load }),
  'SPK-227': printed(['why', '00000000000000000000000000000000'], { prepare: load }),
  'SPK-228': thrown(async (folder) => {
    await load(folder);
    const places = { warehouse: `${folder.path}/sparkify.duckdb`, to: `${folder.path}/copy.duckdb` };
    await makeReadCopy(places);
    folder.write([dataFile('logs', 'more.json', event({ itemInSession: 9 }))]);
    await load(folder);
    writeFileSync(`${places.to}.wal`, '');
    return await makeReadCopy(places);
  }),
};
