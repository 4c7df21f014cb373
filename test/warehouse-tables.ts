import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { tableNamed } from '../src/schema/tables.ts';
import { connect } from '../src/warehouse/connect.ts';
import { previewDuckdb } from '../src/warehouse/duckdb/duckdb.ts';
import type { RedshiftConfig } from '../src/warehouse/redshift/settings.ts';
import type { Row, Value, Warehouse } from '../src/warehouse/warehouse.ts';
import { canonicalLines } from './reference/canonical.ts';
import type { ReferenceTables } from './reference/reference.ts';

/** Every table as lines that are equal if and only if the tables are; `rejected` is (file, line, byte_offset, code). */
export type TableLines = Readonly<Record<TableName | 'rejected', readonly string[]>>;

/** The columns that songplays of any version has. */
export const contractSongplays =
  'songplay_id, start_time, user_id, level, song_id, artist_id, session_id, location, user_agent';

export const starTables = ['songplays', 'users', 'songs', 'artists', 'time'] as const;

const columns = {
  staging_events:
    'artist, auth, first_name, gender, item_in_session, last_name, length, level, location, method, page, registration, session_id, song, status, ts, user_agent, user_id',
  staging_songs:
    'num_songs, artist_id, artist_latitude, artist_longitude, artist_location, artist_name, song_id, title, duration, year',
  // The star has no columns that the reference does not make.
  ...(Object.fromEntries(
    starTables.map((name) => [
      name,
      tableNamed(name)
        .columns.map((column) => column.name)
        .join(', '),
    ]),
  ) as Readonly<Record<(typeof starTables)[number], string>>),
};

/** A DuckDB file, or what `etl` takes to find a warehouse. */
export type WarehouseAt = string | { readonly warehouse: string; readonly redshift?: RedshiftConfig };

type Reading = Pick<Warehouse, 'query'> & AsyncDisposable;

async function openForReading(at: WarehouseAt): Promise<Reading> {
  const { warehouse, ...options } = typeof at === 'string' ? { warehouse: at } : at;
  return 'redshift' in options
    ? await connect(warehouse, { ...options, readOnly: true })
    : await attach(warehouse);
}

let reader: Promise<Warehouse> | undefined;
let attached = 0;

/** A DuckDB file in a DuckDB that runs already, which takes a tenth of the time to start one. */
async function attach(file: string): Promise<Reading> {
  reader ??= previewDuckdb(':memory:');
  const connection = await (await reader).another();
  const name = `warehouse_${++attached}`;
  await connection.run(`attach '${file.replaceAll("'", "''")}' as ${name} (read_only)`);
  await connection.run(`use ${name}`);
  return {
    query: connection.query,
    async [Symbol.asyncDispose]() {
      await connection.run('use memory');
      await connection.run(`detach ${name}`);
      await connection[Symbol.asyncDispose]();
    },
  };
}

export type TableName = keyof typeof columns;

/**
 * What a warehouse holds.
 *
 * @param root the folder that the files were loaded from; rejected records name them from there
 * @param others columns to read in place of those of this version
 */
export async function readTables(
  at: WarehouseAt,
  root = '',
  others: { readonly songplays?: string } = {},
): Promise<TableLines> {
  await using warehouse = await openForReading(at);
  const tables: [string, readonly string[]][] = [];
  for (const [table, list] of Object.entries({ ...columns, ...others })) {
    const { rows } = await warehouse.query(`select ${list} from ${table}`);
    tables.push([table, canonicalLines(rows.map(withWholeTimes))]);
  }
  // Tables of an older version know no byte offset.
  const rejected = await warehouse.query(
    'select rejected.*, files.location from etl.rejected_records as rejected inner join etl.files as files on files.file_id = rejected.file_id',
  );
  const fromRoot = ({ location, line = null, byte_offset = null, code = null }: Row): Row => ({
    ...{ location: String(location).replace(`${root}/`, ''), line, byte_offset, code },
  });
  return Object.fromEntries([
    ...tables,
    ['rejected', canonicalLines(rejected.rows.map(fromRoot))],
  ]) as TableLines;
}

/** An engine may leave the milliseconds out where they are none. */
function withWholeTimes(row: Row): Row {
  const { start_time } = row;
  if (typeof start_time !== 'string') return row;
  return { ...row, start_time: start_time.includes('.') ? start_time.padEnd(23, '0') : `${start_time}.000` };
}

/** The same of the reference. */
export function referenceLines(reference: ReferenceTables): TableLines {
  const { stagingEvents, stagingSongs, songplays, users, songs, artists, time, rejected } = reference;
  return {
    staging_events: canonicalLines(stagingEvents),
    staging_songs: canonicalLines(stagingSongs),
    songplays: canonicalLines(songplays),
    users: canonicalLines(users),
    songs: canonicalLines(songs),
    artists: canonicalLines(artists),
    time: canonicalLines(time),
    rejected: canonicalLines(
      rejected.map(({ location, line, byte_offset, code }) => ({ location, line, byte_offset, code })),
    ),
  };
}

export function onlyStar(tables: TableLines): Partial<TableLines> {
  return Object.fromEntries(starTables.map((name) => [name, tables[name]]));
}

export async function expectTables(at: WarehouseAt, root: string, expected: ReferenceTables): Promise<void> {
  const [found, wanted] = [await readTables(at, root), referenceLines(expected)];
  // Of tens of thousands of lines, Vitest takes ten times as long to find them equal.
  if (!isDeepStrictEqual(found, wanted)) expect(found).toEqual(wanted);
}

export async function readRows(at: WarehouseAt, sql: string): Promise<readonly Row[]> {
  await using warehouse = await openForReading(at);
  return (await warehouse.query(sql)).rows;
}

/** One value, of a statement that gives one. */
export async function readValue(at: WarehouseAt, sql: string): Promise<Value> {
  const [row = {}] = await readRows(at, sql);
  return Object.values(row)[0] ?? null;
}
