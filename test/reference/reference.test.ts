import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { realData } from '../real-data.ts';
import { readDataFolder } from './data-folder.ts';
import { loadReference } from './reference.ts';

describe.skipIf(realData === undefined)('the real data (skipped where the folder is missing)', () => {
  test('gives the known answers', () => {
    const root = realData ?? '';
    const jsonpaths = readFileSync(join(root, 'log_json_path.json'), 'utf8');
    const tables = loadReference(readDataFolder(root), { jsonpaths });
    expect({
      files: tables.files.length,
      staging_events: tables.stagingEvents.length,
      staging_songs: tables.stagingSongs.length,
      rejected: tables.rejected.length,
      songplays: tables.songplays.length,
      matched: tables.songplays.filter(({ song_id }) => song_id !== null).length,
      users: tables.users.length,
      songs: tables.songs.length,
      artists: tables.artists.length,
      time: tables.time.length,
    }).toEqual({
      files: 101,
      staging_events: 8056,
      staging_songs: 71,
      rejected: 0,
      songplays: 6820,
      matched: 1,
      users: 97,
      songs: 71,
      artists: 69,
      time: 6813,
    });
    expect(tables.unknownKeys).toEqual({ logs: [], songs: [] });
    expect(tables.songplays.find(({ song_id }) => song_id !== null)).toMatchObject({
      start_time: '2018-11-21 21:56:47.796',
      user_id: 15n,
      song_id: 'SOZCTXZ12AB0182364',
      artist_id: 'AR5KOSW1187FB35FF4',
    });
    expect(tables.users).toContainEqual({
      user_id: 100n,
      first_name: 'Adler',
      last_name: 'Barrera',
      gender: 'M',
      level: 'free',
    });
  });
});
