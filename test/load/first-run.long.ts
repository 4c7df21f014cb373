import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { etl } from '../../src/load/etl.ts';
import { connect } from '../../src/warehouse/connect.ts';
import { root, sparkify } from '../cli/sparkify.ts';
import { type SourceFolder, sourceFolder } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';

// Before a first run that reads this much, DuckDB's tables are made with room: docs/decisions/presized-tables.md.
const plays = 120;
const line = (item: number) =>
  `{"page":"NextSong","ts":${1541000000000 + item},"userId":"8","sessionId":1,${' '.repeat(1_000_000)}"itemInSession":${item}}\n`;

describe('a large first run', () => {
  let source: SourceFolder;
  beforeAll(() => {
    const bytes = Buffer.from(Array.from({ length: plays }, (_, item) => line(item)).join(''));
    source = sourceFolder([{ dataSet: 'logs', location: 'log_data/plays.json', bytes }]);
  });
  afterAll(() => source[Symbol.dispose]());

  test.each([
    ['while the tables are made', 'delete from unfinished_songplays', []],
    ['while it stages', 'insert into staging_events', ['songplays', 'staging_events']],
    ['while it fills the star', 'insert into songplays', ['songplays', 'staging_events']],
    ['when all is done but the commit', 'insert into etl.runs', ['songplays', 'staging_events']],
  ])(
    'that is killed %s has published nothing, and the next one makes up for it',
    async (_, statement, made) => {
      using folder = temporaryFolder();
      const warehouse = join(folder.path, 'w.duckdb');
      expect(await etlKilledAt(statement, { data: source.path, warehouse }, folder.path)).toMatchObject({
        signal: 'SIGKILL',
      });
      expect(await rowsIn(warehouse)).toEqual(made.map((table) => ({ table, rows: 0 })));
      const { tables } = await etl({ data: source.path, warehouse });
      expect(tables).toMatchObject({ staging_events: plays, songplays: plays, time: plays, users: 1 });
    },
  );

  test('that rejects too much has published nothing', async () => {
    using folder = temporaryFolder();
    const warehouse = join(folder.path, 'w.duckdb');
    const now = new Date(1540000000000); // so that every play is in the future
    await expect(etl({ data: source.path, warehouse, now })).rejects.toThrow('that --max-rejected allows');
    expect(await rowsIn(warehouse)).toEqual([
      { table: 'songplays', rows: 0 },
      { table: 'staging_events', rows: 0 },
    ]);
  });
});

/** Kills the process that runs `etl` before it sends a statement that begins so. */
async function etlKilledAt(statement: string, options: Readonly<Record<string, string>>, folder: string) {
  const script = join(folder, 'kill.mjs');
  writeFileSync(
    script,
    `const [module, options, statement] = process.argv.slice(2);
    const { etl } = await import(module);
    await etl({ ...JSON.parse(options), onStatement(sql) {
      if (sql.replace(/^--.*\\n/gm, '').trimStart().startsWith(statement)) process.kill(process.pid, 'SIGKILL');
    } });`,
  );
  return await sparkify([join(root, 'dist/index.js'), JSON.stringify(options), statement], { script });
}

/** Of the tables that are made with room, those that are there by their own name. */
async function rowsIn(location: string): Promise<readonly unknown[]> {
  await using warehouse = await connect(location);
  const { rows } = await warehouse.query(
    "select table_name from information_schema.tables where table_name in ('songplays', 'staging_events') order by 1",
  );
  return await Promise.all(
    rows.map(async ({ table_name: table }) => {
      const counted = await warehouse.query(`select count(*) as rows from ${table}`);
      return { table, rows: counted.rows[0]?.rows };
    }),
  );
}
