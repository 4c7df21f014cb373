import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeSchema } from '../../src/schema/describe.ts';
import { tables } from '../../src/schema/tables.ts';
import { connect } from '../../src/warehouse/connect.ts';
import { sparkify } from '../cli/sparkify.ts';
import { smallSource, sourceFolder } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';

async function schema(args: readonly string[], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await sparkify(['schema', ...args], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

test('without a warehouse, the page has every table and every column', async () => {
  using folder = temporaryFolder();
  const page = await schema([], folder.path);
  for (const { name, kind, columns } of tables) {
    expect(page).toContain(`\n  ${name}   ${kind}\n`.slice(name === 'songplays' ? 1 : 0));
    for (const { name: column } of columns) expect(page).toMatch(new RegExp(`^ {4}${column} `, 'm'));
  }
});

test('with a warehouse, it has the rows too; one table is shown alone', async () => {
  using source = sourceFolder(smallSource);
  await sparkify(['etl', '--data', '.'], { cwd: source.path });
  expect(await schema(['songs'], source.path)).toBe(`\
  songs   dimension, 2 rows
  One row for each song of the song data.

    song_id     varchar   key   The id of the song.
    title       varchar         Its title.
    artist_id   varchar         Who recorded it. → artists.artist_id
    year        integer         The year of release; NULL where it is unknown.
    duration    double          Its length in seconds.

`);
});

test('the JSON document has all of it', async () => {
  using folder = temporaryFolder();
  const shown = JSON.parse(await schema(['--json'], folder.path));
  expect(shown.tables.map(({ name }: { name: string }) => name)).toEqual(tables.map(({ name }) => name));
  expect(shown.tables[0].columns[2]).toEqual({
    name: 'user_id',
    type: 'bigint',
    meaning: 'Who listened.',
    references: 'users.user_id',
    key: false,
  });
});

test('the DDL for DuckDB makes the tables that it describes', async () => {
  using folder = temporaryFolder();
  const ddl = await schema(['--ddl', 'duckdb'], folder.path);
  await using warehouse = await connect(join(folder.path, 'made.duckdb'));
  await warehouse.run(ddl);
  const { rows } = await warehouse.query(
    'select count(*) as described from duckdb_columns() where comment is not null',
  );
  const columns = describeSchema('duckdb').flatMap((table) => table.columns);
  expect(rows).toEqual([{ described: columns.length }]);
});

test('the DDL of one table on Redshift is that table, with its place and its comments', async () => {
  using folder = temporaryFolder();
  const ddl = await schema(['time', '--ddl', 'redshift'], folder.path);
  expect(ddl).toMatch(/^create table time \(\n {4}start_time timestamp,\n/);
  expect(ddl).toContain('sortkey (start_time);');
  expect(ddl.trim().split('\n').at(-1)).toBe(
    "comment on column time.weekday is '0 is Sunday, 6 is Saturday.';",
  );
});

test('the diagrams have every table of the star and every line between them', async () => {
  using folder = temporaryFolder();
  const mermaid = await schema(['--erd', 'mermaid'], folder.path);
  expect(mermaid.slice(mermaid.lastIndexOf('}'))).toBe(`\
}
  time ||--o{ songplays : start_time
  users ||--o{ songplays : user_id
  songs |o--o{ songplays : song_id
  artists |o--o{ songplays : artist_id
  artists ||--o{ songs : artist_id
`);
  const svg = await schema(['--erd', 'svg'], folder.path);
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" .*<\/svg>\n$/s);
  expect(svg.match(/class="edge"/g)).toHaveLength(5);
  for (const column of describeSchema('duckdb')
    .slice(0, 5)
    .flatMap(({ columns }) => columns))
    expect(svg).toContain(`>${column.name}</text>`);
});

test.each([
  [
    ['song'],
    'error  There is no table "song".\n\n       Did you mean songs?\n       Explain it   sparkify explain SPK-704\n',
  ],
  [
    ['songs', '--erd', 'svg'],
    'error  --erd draws the whole star, not one table.\n\n       Draw it      sparkify schema --erd svg\n       Explain it   sparkify explain SPK-105\n',
  ],
  [
    ['--ddl', 'oracle'],
    "error  Option '--ddl <engine>' argument 'oracle' is invalid. Allowed choices are duckdb, redshift.\n\n       sparkify schema --help lists the options.\n       Explain it   sparkify explain SPK-102\n",
  ],
  [
    ['--ddl', 'duckdb', '--erd', 'svg'],
    "error  Option '--erd <format>' cannot be used with option '--ddl <engine>'.\n\n       sparkify schema --help lists the options.\n       Explain it   sparkify explain SPK-105\n",
  ],
])('refuses %j', async (args, stderr) => {
  using folder = temporaryFolder();
  expect(await sparkify(['schema', ...args], { cwd: folder.path })).toEqual({
    code: 2,
    signal: null,
    stdout: '',
    stderr,
  });
});
