import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inventCatalogue } from '../../src/simulate/invent-catalogue.ts';
import { sharesByRank } from '../../src/simulate/popularity.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import type { SongFields } from '../../src/simulate/song-record.ts';
import { folderOfTests } from '../temporary-folder.ts';
import { countBy, filesBelow, readEvents } from './reading.ts';

const folder = folderOfTests();

describe('songs that are made up', () => {
  const songs = inventCatalogue(10_000, 1);
  const records = songs.map(({ json }) => JSON.parse(json) as SongFields);

  test('have ids in the shapes of the real ones, no two alike', () => {
    expect(songs.every(({ trackId }) => /^TR[A-Z0-9]{16}$/.test(trackId))).toBe(true);
    expect(records.every(({ song_id }) => /^SO[A-Z0-9]{16}$/.test(song_id))).toBe(true);
    expect(records.every(({ artist_id }) => /^AR[A-Z0-9]{16}$/.test(artist_id))).toBe(true);
    expect(new Set(songs.map(({ trackId }) => trackId)).size).toBe(10_000);
    expect(new Set(records.map(({ song_id }) => song_id)).size).toBe(10_000);
  });

  test('have what real song data has: gaps, several names, titles in common, numbers for texts', () => {
    const share = (test: (record: SongFields) => boolean) => records.filter(test).length / records.length;
    expect(share(({ year }) => year === 0)).toBeCloseTo(0.6, 1);
    expect(share(({ artist_location }) => artist_location === '')).toBeCloseTo(0.58, 1);
    expect(share(({ artist_latitude }) => artist_latitude === null)).toBeCloseTo(0.64, 1);
    expect(
      share(({ artist_location, artist_latitude }) => artist_location === '' && artist_latitude !== null),
    ).toBeGreaterThan(0);
    expect(share(({ title }) => typeof title === 'number')).toBeGreaterThan(0);
    expect(share(({ artist_name }) => typeof artist_name === 'number')).toBeGreaterThan(0);
    const names = countBy(
      new Set(records.map(({ artist_id, artist_name }) => `${artist_id}|${artist_name}`)),
      (pair) => pair.slice(0, 18),
    );
    expect([...names.values()].filter((count) => count > 1).length).toBeGreaterThan(50);
    const artistsOfTitle = countBy(
      new Set(records.map(({ title, artist_id }) => `${title}|${artist_id}`)),
      (pair) => pair.slice(0, pair.lastIndexOf('|')),
    );
    expect([...artistsOfTitle.values()].filter((count) => count > 5).length).toBeGreaterThan(10);
    const versions = countBy(records, ({ title, artist_name }) => `${title}|${artist_name}`);
    expect([...versions.values()].filter((count) => count > 1).length).toBeGreaterThan(20);
  });

  test('last about four minutes', () => {
    const lengths = songs.map(({ duration }) => duration).sort((a, b) => a - b);
    // Real plays: 5 % below 138 s, half below 233 s, 5 % above 397 s.
    expect(Math.abs((lengths[500] ?? 0) / 138 - 1)).toBeLessThan(0.1);
    expect(Math.abs((lengths[5000] ?? 0) / 233 - 1)).toBeLessThan(0.05);
    expect(Math.abs((lengths[9500] ?? 0) / 397 - 1)).toBeLessThan(0.1);
  });
});

test('a catalogue as large as the real one is played with the real long tail', () => {
  const shares = sharesByRank(385_252);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  [0.0052, 0.0047, 0.0038, 0.0031, 0.0028, 0.0026, 0.0021].forEach((real, rank) => {
    expect(Math.abs((shares[rank] ?? 0) / real - 1), `rank ${rank + 1}`).toBeLessThan(0.15);
  });
  const plays = 6820;
  const distinct = shares.reduce((sum, share) => sum - Math.expm1(-plays * share), 0);
  const once = shares.reduce((sum, share) => sum + plays * share * Math.exp(-plays * share), 0);
  expect(Math.abs(distinct / 5295 - 1)).toBeLessThan(0.05);
  expect(once / distinct).toBeCloseTo(0.863, 1);
});

describe('the song files', () => {
  test('lie in folders by the letters of their track, and are what the log plays', async () => {
    const out = join(folder, 'files');
    const { files } = await simulate({ out, users: 60, catalogue: 500 });
    const names = filesBelow(join(out, 'song_data'));
    expect(names.length).toBe(500);
    expect(files.songs).toBe(500);
    expect(names.every((name) => /^([A-Z])\/([A-Z])\/([A-Z])\/TR\1\2\3[A-Z0-9]{13}\.json$/.test(name))).toBe(
      true,
    );
    const known = new Set(
      names.map((name) => {
        const { title, artist_name, duration } = JSON.parse(
          readFileSync(join(out, 'song_data', name), 'utf8'),
        );
        return `${title}|${artist_name}|${duration}`;
      }),
    );
    const plays = readEvents(out).filter(({ page }) => page === 'NextSong');
    expect(plays.filter(({ song, artist, length }) => !known.has(`${song}|${artist}|${length}`))).toEqual([]);
  });

  test('describe the share of the catalogue that was asked for', async () => {
    const out = join(folder, 'share');
    expect((await simulate({ out, users: 60, catalogue: 1000, catalogueShare: 0.07 })).files.songs).toBe(70);
    const titles = new Set(readEvents(out).map(({ song }) => song));
    expect(titles.size).toBeGreaterThan(200);
  });
});

describe('a real catalogue', () => {
  const catalogue = join(folder, 'catalogue');
  const record = {
    num_songs: 1,
    artist_id: 'AR1',
    artist_name: 'Björk & Óskar',
    song_id: 'SO1',
    title: 'Jóga',
    duration: 305.5,
  };

  test('is played, and copied as it is', async () => {
    mkdirSync(join(catalogue, 'A'), { recursive: true });
    const json = JSON.stringify(record);
    writeFileSync(join(catalogue, 'A', 'TRAAAAA128F0000001.json'), json);
    writeFileSync(
      join(catalogue, 'more.ndjson'),
      `${JSON.stringify({ ...record, title: 112 })}\r\n\n${json}\n`,
    );
    writeFileSync(join(catalogue, '_SUCCESS'), '');
    const out = join(folder, 'real');
    expect((await simulate({ out, users: 20, songs: catalogue })).files.songs).toBe(3);
    expect(readFileSync(join(out, 'song_data/A/A/A/TRAAAAA128F0000001.json'), 'utf8')).toBe(json);
    const plays = readEvents(out).filter(({ page }) => page === 'NextSong');
    expect(new Set(plays.map(({ song }) => song))).toEqual(new Set(['Jóga', '112']));
    expect(new Set(plays.map(({ artist }) => artist))).toEqual(new Set(['Björk & Óskar']));
  });

  test('is encoded twice over in the log, and only there, where that is asked for', async () => {
    const out = join(folder, 'mojibake');
    await simulate({ out, users: 20, songs: catalogue, mojibake: true });
    const artists = new Set(readEvents(out).map(({ artist }) => artist));
    expect(artists).toContain('BjÃ\u0083Â¶rk & Ã\u0083Â\u0093skar');
    expect(readFileSync(join(out, 'song_data/A/A/A/TRAAAAA128F0000001.json'), 'utf8')).toContain(
      'Björk & Óskar',
    );
  });

  test('is refused where it is empty, missing, lacks a title, or is not the one that is continued', async () => {
    const out = join(folder, 'refused');
    await expect(simulate({ out, songs: join(folder, 'nowhere') })).rejects.toThrow(/cannot be read/);
    mkdirSync(join(folder, 'no songs'));
    await expect(simulate({ out, songs: join(folder, 'no songs') })).rejects.toThrow(/holds no song files/);
    const resume = join(folder, 'real', 'simulation.state');
    writeFileSync(join(catalogue, 'A', 'x.json'), '{"title":"No artist"}');
    await expect(simulate({ out, songs: catalogue })).rejects.toThrow(/x\.json line 1: a song needs a title/);
    writeFileSync(join(catalogue, 'A', 'x.json'), JSON.stringify(record));
    await expect(simulate({ out, resume })).rejects.toThrow(/are not those of the period that is resumed/);
  });
});
