import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../../../src/ask/ask.ts';
import { listQuestions } from '../../../src/ask/questions.ts';
import { stagingEvents, stagingSongs } from '../../../src/formats/columns.ts';
import { runChecks } from '../../../src/load/checks.ts';
import { etl } from '../../../src/load/etl.ts';
import { allTime, periodParameters } from '../../../src/load/period.ts';
import { buildStar } from '../../../src/load/star.ts';
import { countAll, dropTables, makeTables } from '../../../src/load/tables.ts';
import { openDuckdb } from '../../../src/warehouse/duckdb/duckdb.ts';
import { openRedshift, type RedshiftWarehouse } from '../../../src/warehouse/redshift/redshift.ts';
import type { Warehouse } from '../../../src/warehouse/warehouse.ts';
import { realData } from '../../real-data.ts';
import { folderObjects } from '../../redshift/folder-objects.ts';
import { grammarProblem } from '../../redshift/grammar.ts';
import { type Redshift, startRedshift } from '../../redshift/stand-in.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

/** Tables with the columns to compare: the direct COPY of this test knows no file and line. */
const compared = {
  staging_events: stagingEvents()
    .columns.map(({ name }) => name)
    .join(', '),
  staging_songs: stagingSongs()
    .columns.map(({ name }) => name)
    .join(', '),
  ...{ songplays: '*', users: '*', songs: '*', artists: '*', time: '*' },
};

/** Rows as text, in an order of their own. */
async function rowsOf(warehouse: Warehouse, sql: string): Promise<string[]> {
  const { rows } = await warehouse.query(sql);
  return rows.map((row) => JSON.stringify(row)).sort();
}

/** Saved queries of pages that this data does not have. */
const unusedPages = ['playlist-adds', 'thumbs'];

describe.skipIf(realData === undefined)('the SQL on Redshift, over the real data', () => {
  let redshift: Redshift;
  let warehouse: RedshiftWarehouse;
  const now = new Date('2018-12-01T00:00:00Z');

  beforeAll(async () => {
    redshift = await startRedshift({ objects: folderObjects(realData ?? '') });
    const { host, port, database, user, password, ca, role } = redshift;
    warehouse = await openRedshift({ host, port, database, user, password, ca });
    await makeTables(warehouse);
    await warehouse.transaction(async () => {
      await warehouse.run(`
        copy staging_events (artist, auth, first_name, gender, item_in_session, last_name, length, level, location,
          method, page, registration, session_id, song, status, ts, user_agent, user_id)
        from 's3://data/log_data/' iam_role '${role}' format as json 's3://data/log_json_path.json'`);
      await warehouse.run(`
        copy staging_songs (num_songs, artist_id, artist_latitude, artist_longitude, artist_location, artist_name,
          song_id, title, duration, year)
        from 's3://data/song_data/' iam_role '${role}' format as json 'auto'`);
      const parameters = periodParameters(allTime, now);
      await buildStar(warehouse, { songs: true, rowsLeft: true, anew: false }, parameters);
    });
  });

  afterAll(async () => {
    await warehouse?.[Symbol.asyncDispose]();
    await redshift?.[Symbol.asyncDispose]();
  });

  test('gives the known number of rows in every table', async () => {
    expect((await countAll(warehouse)).tables).toEqual({
      ...{
        staging_events: 8056,
        staging_songs: 71,
        songplays: 6820,
        users: 97,
        songs: 71,
        artists: 69,
        time: 6813,
      },
    });
  });

  test('a rebuild changes nothing', async () => {
    const digest =
      'select md5(min(songplay_id) || max(songplay_id)) as ids, count(song_id) as matched from songplays';
    const before = await warehouse.query(digest);
    await buildStar(warehouse, { songs: true, rowsLeft: true, anew: false }, periodParameters(allTime, now));
    expect(await warehouse.query(digest)).toEqual(before);
    expect(before.rows[0]?.matched).toBe(1);
  });

  test('passes the checks', async () => {
    const results = await runChecks(warehouse, { ...periodParameters(allTime, now), first_file_id: 0 });
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
    expect(results.length).toBeGreaterThan(10);
  });

  for (const { name } of listQuestions()) {
    test(`answers the question ${name}`, async () => {
      const { rows } = await ask(warehouse, name, { from: '2018-11-01', to: '2018-11-30', limit: 5 });
      if (!unusedPages.includes(name)) expect(rows.length).toBeGreaterThan(0);
    });
  }

  test('gives the rows that DuckDB gives, in all five tables and in staging', async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'warehouse.duckdb');
    await etl({ data: realData ?? '', warehouse: path, now });
    await using duckdb = await openDuckdb(path, { readOnly: true });
    for (const [table, columns] of Object.entries(compared)) {
      const sql = `select ${columns} from ${table}`;
      expect(await rowsOf(warehouse, sql)).toEqual(await rowsOf(duckdb, sql));
    }
  });

  test('every statement that was sent is in the grammar of Redshift', () => {
    const sent = [...new Set(redshift.statements.map(({ sql }) => sql))];
    expect(sent.map(grammarProblem).filter((problem) => problem !== undefined)).toEqual([]);
  });

  test('the tables are dropped and made again', async () => {
    await dropTables(warehouse);
    await makeTables(warehouse);
    expect((await countAll(warehouse)).tables.songplays).toBe(0);
  });
});
