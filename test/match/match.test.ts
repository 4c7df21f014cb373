import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comparable, likeness } from '../../src/match/comparable.ts';
import { decodedAgain } from '../../src/match/encoded-twice.ts';
import { match } from '../../src/match/match.ts';
import type { Warehouse } from '../../src/warehouse/warehouse.ts';
import { type LoadedWarehouse, loadedWarehouse } from '../dashboard/loaded-warehouse.ts';
import { realData } from '../real-data.ts';
import { event, song } from '../reference/examples.ts';
import { dataFile, lines, sourceFolder } from '../source-folder.ts';

const played: readonly (readonly [song: string | null, artist: string | null])[] = [
  ['Up', 'Kid Cudi'],
  [null, 'Kid Cudi'],
  ['Up', ''],
  ['CafÃ©', 'Kid Cudi'],
  ['Nowhere', 'BjÃ\u0083Â¶rk'],
  ['up!', 'KID CUDI feat. Nobody'],
  ['Jóga', 'Bjork'],
  ['Up', 'Björk'],
  ['Joga', 'Unknown One'],
  ['Unheard', 'The Kid Cudi'],
  ['Far Away Lights', 'Distant Band'],
  ['Far Away Lights', 'Distant Band'],
];

let warehouse: LoadedWarehouse;
let opened: Warehouse;
beforeAll(async () => {
  warehouse = await load();
  opened = await warehouse.open();
});
afterAll(async () => {
  await opened[Symbol.asyncDispose]();
  await warehouse[Symbol.asyncDispose]();
});

async function load() {
  const events = played.map(([song, artist], index) =>
    event({ song, artist, itemInSession: index, ts: 1541106106796 + index * 1000 }),
  );
  return await loadedWarehouse(
    sourceFolder([
      dataFile('logs', 'events.json', lines([...events, events.at(-1) ?? ''])),
      dataFile('songs', 'up.json', song()),
      dataFile(
        'songs',
        'joga.json',
        song({ song_id: 'S2', artist_id: 'A2', title: 'Joga', artist_name: 'Björk' }),
      ),
      dataFile('songs', 'cafe.json', song({ song_id: 'S3', title: 'Café' })),
    ]),
  );
}

test('every play without a song has one reason, and the reasons add up to all of them', async () => {
  const { plays, matched, unmatched, reasons } = await match(opened);
  expect([plays, matched, unmatched]).toEqual([12, 1, 11]);
  expect(reasons.map(({ reason, plays, texts }) => [reason, plays, texts])).toEqual([
    ['no-text', 2, 2],
    ['encoded-twice', 2, 2],
    ['spelling', 2, 2],
    ['not-together', 1, 1],
    ['artist-unknown', 1, 1],
    ['title-unknown', 1, 1],
    ['both-unknown', 2, 1],
  ]);
  expect(reasons.reduce((sum, reason) => sum + reason.plays, 0)).toBe(unmatched);
});

test('each text is reported with the song record that comes nearest', async () => {
  const { reasons } = await match(opened, { limit: 10 });
  const nearest = Object.fromEntries(
    reasons.flatMap(({ examples }) =>
      examples.map((text) => [`${text.song} by ${text.artist}`, text.nearest?.song_id]),
    ),
  );
  expect(Object.values(nearest)).not.toContain(undefined);
  expect(nearest).toMatchObject({
    'Far Away Lights by Distant Band': 'S1',
    'CafÃ© by Kid Cudi': 'S3',
    'up! by KID CUDI feat. Nobody': 'S1',
    'Jóga by Bjork': 'S2',
    'Up by Björk': 'S1',
    'Joga by Unknown One': 'S2',
  });
  const twice = reasons.find(({ reason }) => reason === 'encoded-twice')?.examples;
  expect(twice?.map(({ meant }) => meant)).toContainEqual({ song: 'Nowhere', artist: 'Björk' });
});

test('no more texts are listed than are asked for', async () => {
  const { reasons } = await match(opened, { limit: 1 });
  expect(Math.max(...reasons.map(({ examples }) => examples.length))).toBe(1);
});

describe.skipIf(realData === undefined)('the real logs', () => {
  let real: LoadedWarehouse;
  beforeAll(async () => {
    real = await loadedWarehouse({ ...sourceFolder(), path: realData ?? '' });
  });
  afterAll(() => real[Symbol.asyncDispose]());

  test('have a record that comes nearest to each unmatched text', async () => {
    await using opened = await real.open();
    const { unmatched, reasons } = await match(opened, { limit: 1_000_000 });
    const texts = reasons.flatMap(({ examples }) => examples);
    expect(texts.reduce((sum, { plays }) => sum + plays, 0)).toBe(unmatched);
    expect(texts.filter(({ nearest }) => nearest === null)).toEqual([]);
  });

  test('have 326 plays whose text was encoded twice', async () => {
    await using opened = await real.open();
    const { unmatched, reasons } = await match(opened);
    expect(reasons.find(({ reason }) => reason === 'encoded-twice')?.plays).toBe(326);
    expect(unmatched).toBe(6819);
    expect(reasons.reduce((sum, reason) => sum + reason.plays, 0)).toBe(6819);
  });
});

test.each([
  ['CafÃ©', 'Café'],
  ['BjÃ\u0083Â¶rk', 'Björk'],
  ['donâ€™t', 'don’t'],
  ['Café', undefined],
  ['plain', undefined],
  ['', undefined],
  ['Ã', undefined],
  ['日本', undefined],
  ['Sigur Rós – Ágætis', undefined],
])('%s, encoded twice, was %s', (text, meant) => {
  expect(decodedAgain(text)).toBe(meant);
});

test.each([
  ['Beyoncé', 'beyonce'],
  ['The Beatles', 'Beatles'],
  ['Simon & Garfunkel', 'simon and garfunkel'],
  ["Don't Stop", 'Dont stop'],
  ['Lupe Fiasco (feat. Matthew Santos)', 'lupe fiasco'],
  ['A-ha', 'A ha'],
])('%s and %s differ only in spelling', (a, b) => {
  expect(comparable(a)).toBe(comparable(b));
});

test.each([
  ['Up', 'Down'],
  ['???', '!!!'],
  ['Feature', 'Feat'],
  ['Love Song', 'Love Songs'],
])('%s and %s are two texts', (a, b) => {
  expect(comparable(a)).not.toBe(comparable(b));
});

test('texts are the more alike the more letter pairs they share', () => {
  expect(likeness('night', 'night')).toBe(1);
  expect(likeness('night', 'nacht')).toBeCloseTo(0.25);
  expect(likeness('', 'a')).toBe(0);
  expect(likeness('aaaa', 'aa')).toBeCloseTo(0.5);
});
