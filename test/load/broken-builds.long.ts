import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NothingPublishedError } from '../../src/errors.ts';
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts';
import { type Ended, root, sparkify } from '../cli/sparkify.ts';
import { event, song } from '../reference/examples.ts';
import { dataFile, lines, type SourceFolder, smallSource, sourceFolder } from '../source-folder.ts';
import { type TemporaryFolder, temporaryFolder } from '../temporary-folder.ts';

/** Two plays at one moment, one of them staged twice; a user who went to paid; a song and an artist that vary. */
const source = [
  ...smallSource,
  dataFile(
    'logs',
    'more.json',
    lines([
      event({ userId: '7', itemInSession: 9, ts: 1543000000000, level: 'paid', song: 'Left' }),
      event({ userId: '7', itemInSession: 9, ts: 1543000000000, level: 'paid', song: 'Left', length: 7 }),
      event({ userId: '8', itemInSession: 1, ts: 1543000000000, song: null }),
      event({ userId: '9', itemInSession: 2, ts: 1543000000000, page: 'Home' }),
    ]),
  ),
  dataFile(
    'songs',
    'more.json',
    lines([
      song({ duration: 300 }),
      song({ song_id: 'S3', duration: 190 }),
      song({ song_id: 'S4', artist_name: 'Kid', title: 'Down' }),
    ]),
  ),
];

let data: SourceFolder;
let copy: TemporaryFolder;
beforeAll(() => {
  data = sourceFolder(source);
  copy = packageCopy();
});
afterAll(() => {
  copy[Symbol.dispose]();
  data[Symbol.dispose]();
});

function run(warehouse: string): Promise<Ended> {
  const args = ['etl', '--data', data.path, '--warehouse', warehouse];
  return sparkify(args, { script: join(copy.path, 'dist/cli.js') });
}

describe('a build that is broken in the way of other projects publishes nothing, and the check is named', () => {
  test.each([
    ['users', 'preference = 1', 'preference > 0', 'one-row-per-user'],
    ['users', 'max(ts)', 'min(ts)', 'user-level-is-latest'],
    ['users', 'where user_id is not null', `where page = 'NextSong'`, 'user-level-is-latest'],
    ['songs', 'preference = 1', 'preference > 0', 'one-row-per-song'],
    ['songs', 'where preference = 1', 'where preference = 1 and year > 0', 'song-of-play-exists'],
    ['artists', 'ranked_names.preference = 1', 'true', 'one-row-per-artist'],
    ['artists', 'where ranked_names', 'where location is not null and ranked_names', 'artist-of-song-exists'],
    ['artists', 'where ranked_names', 'where location is not null and ranked_names', 'artist-of-play-exists'],
    ['time', 'select distinct start_time', 'select start_time', 'one-row-per-start-time'],
    ['time', 'extract(hour from start_time) as', 'extract(minute from start_time) as', 'time-parts-agree'],
    ['time', 'extract(dow from start_time)', '1 + extract(dow from start_time)', 'time-parts-agree'],
    [
      'time',
      'from start_times',
      'from start_times where extract(day from start_time) > 1',
      'time-of-play-exists',
    ],
    ['songplays', 'left join matches', 'inner join matches', 'plays-equal-events'],
    ['songplays', 'having count(*) > 1', 'having count(*) > 9', 'one-row-per-play'],
    ['songplays', 'from ranked_matches\n    where preference = 1', 'from ranked_matches', 'one-row-per-play'],
    ['songplays', `matches.title = rtrim(plays.song, ' ')`, 'true', 'match-has-candidate'],
    ['songplays', 'matches.song_id', `coalesce(matches.song_id, '')`, 'song-of-play-exists'],
    [
      'songplays',
      'ts, user_id, session_id, item_in_session,\n',
      'ts, null as user_id, session_id, item_in_session,\n',
      'ids-are-filled',
    ],
    [
      'songplays',
      'is_play(page)\n      and ts between $from and $to\n      and repeated',
      'user_id is not null\n      and ts between $from and $to\n      and repeated',
      'plays-equal-events',
    ],
    ['songplays', 'plays.song,\n', 'plays.artist,\n', 'play-has-event'],
  ])('%s.sql with "%s" as "%s" fails %s', async (table, good, broken, name) => {
    await expectRefusal(`sql/model/${table}.sql`, good, broken, name);
  });

  test('a reader that loses a record fails row-counts-reconcile', async () => {
    await expectRefusal(
      bundledFile('cut.frames.push(objectFrame('),
      'cut.frames.push(objectFrame(',
      'if (cut.line > 1) cut.frames.push(objectFrame(',
      'row-counts-reconcile',
    );
  });

  test('and the build as it is passes on the same files', async () => {
    using place = temporaryFolder();
    expect(await run(join(place.path, 'w.duckdb'))).toMatchObject({ code: 0, stderr: '' });
  });
});

async function expectRefusal(path: string, good: string, broken: string, name: string): Promise<void> {
  const file = join(copy.path, path);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(good);
  writeFileSync(file, text.replaceAll(good, broken));
  using place = temporaryFolder();
  const warehouse = join(place.path, 'w.duckdb');
  const failed = await run(warehouse).finally(() => writeFileSync(file, text));
  expect(failed).toMatchObject({ code: 1, stdout: '' });
  expect(failed.stderr).toContain(`\n       ${name}: `);
  expect(failed.stderr).toContain('Nothing was published.');
  await expect(openWarehouse(warehouse)).rejects.toThrow(NothingPublishedError);
}

/** The package as it would be installed, to be broken. */
function packageCopy(): TemporaryFolder {
  const folder = temporaryFolder();
  for (const name of ['dist', 'sql', 'package.json'])
    cpSync(join(root, name), join(folder.path, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder.path, 'node_modules'));
  return folder;
}

/** The file of the bundled program that holds a text. */
function bundledFile(text: string): string {
  const files = readdirSync(join(copy.path, 'dist')).filter((name) => name.endsWith('.js'));
  const found = files.find((name) => readFileSync(join(copy.path, 'dist', name), 'utf8').includes(text));
  if (found === undefined) throw new Error(`No file of dist holds ${text}`);
  return `dist/${found}`;
}
