import { describe, expect, test } from 'vitest';
import { event, load, song } from './examples.ts';

describe('songplays', () => {
  test('have an id that is the MD5 of the identity, and the columns in order', () => {
    const [row] = load([event()], [song()]).songplays;
    expect(Object.entries(row ?? {})).toEqual([
      // printf '1541106106796|7|5|0' | md5sum
      ['songplay_id', 'd864d8ecf0688d28d5cba3b66d106b35'],
      ['start_time', '2018-11-01 21:01:46.796'],
      ['user_id', 7n],
      ['level', 'free'],
      ['song_id', 'S1'],
      ['artist_id', 'A1'],
      ['session_id', 5n],
      ['location', 'Paris'],
      ['user_agent', 'Opera'],
      ['item_in_session', 0],
      ['song', 'Up'],
      ['artist', 'Kid Cudi'],
      ['length', 200],
    ]);
  });

  test('are one for each ts, user, session and item, and only of the page NextSong', () => {
    const events = [
      event(),
      event({ level: 'paid' }),
      event({ ts: 1541106106797 }),
      event({ userId: '8' }),
      event({ sessionId: 6 }),
      event({ itemInSession: 1 }),
      event({ page: 'Home', itemInSession: 2 }),
      event({ page: 'nextsong', itemInSession: 3 }),
    ];
    expect(load(events).songplays).toHaveLength(5);
  });

  test.each([
    [
      'level',
      [
        { level: 'paid', location: 'A' },
        { level: 'free', location: 'B' },
      ],
      { level: 'free' },
    ],
    ['NULL as ""', [{ level: 'A' }, { level: null, location: 'Z' }], { level: null, location: 'Z' }],
    [
      'location',
      [
        { location: 'B', userAgent: 'a' },
        { location: 'A', userAgent: 'b' },
      ],
      { location: 'A' },
    ],
    ['user_agent', [{ userAgent: 'b' }, { userAgent: 'B' }], { user_agent: 'B' }],
    ['bytes', [{ userAgent: '\u{1F600}' }, { userAgent: '\uFFFD' }], { user_agent: '\uFFFD' }],
    ['artist', [{ artist: 'Kid Cudi' }, { artist: 'Bo' }], { song_id: null }],
    ['song', [{ song: 'Up' }, { song: 'Down' }], { song_id: null }],
    ['length', [{ length: 300 }, { length: 201 }], { song_id: 'S1' }],
    ['user_agent before artist', [{ userAgent: 'A' }, { userAgent: 'B', artist: 'Bo' }], { song_id: 'S1' }],
    ['artist before song', [{}, { artist: 'Zed', song: 'A' }], { song_id: 'S1' }],
    ['song before length', [{ length: 300 }, { song: 'Zed', length: 1 }], { song_id: 'S2' }],
    ['length by value', [{ length: 300 }, { length: 1000 }], { song_id: 'S2' }],
  ])('take the event that is least in %s', (_, events, expected) => {
    const songs = [song(), song({ song_id: 'S2', duration: 290 })];
    const lines = events.map((members) => event(members));
    expect(load(lines, songs).songplays).toMatchObject([expected]);
    expect(load(lines.toReversed(), songs.toReversed()).songplays).toMatchObject([expected]);
  });

  test.each([
    ['of the same title and artist', {}, [{}], 'S1'],
    ['but for trailing blanks', { song: 'Up ' }, [{ artist_name: 'Kid Cudi  ' }], 'S1'],
    ['not but for leading ones', { song: ' Up' }, [{}], null],
    ['not but for a trailing tab', { song: 'Up\t' }, [{}], null],
    ['not in another case', { song: 'up' }, [{}], null],
    ['not of another artist', { artist: 'Bo' }, [{}], null],
    ['not without a title', { song: null }, [{ title: '' }], null],
    ['nearest in length, above', {}, [{ duration: 190 }, { song_id: 'S2', duration: 209 }], 'S2'],
    ['nearest in length, below', {}, [{ duration: 210 }, { song_id: 'S2', duration: 191 }], 'S2'],
    [
      'of two equally near, least by bytes',
      {},
      [
        { song_id: 'S2', duration: 190 },
        { song_id: 'S10', duration: 210 },
      ],
      'S10',
    ],
    [
      'least without a length',
      { length: null },
      [
        { song_id: 'S2', duration: 1 },
        { song_id: 'S1', duration: 999 },
      ],
      'S1',
    ],
    ["of a record that is not its song's row", {}, [{ title: 'A', year: 1999 }, { title: 'Up' }], 'S1'],
  ])('match the song %s', (_, members, songs, songId) => {
    const records = songs.map((record) => song(record));
    for (const order of [records, records.toReversed()]) {
      expect(load([event(members)], order).songplays).toMatchObject([{ song_id: songId }]);
    }
  });

  test('match one record of several of the same song: that of the least artist_id', () => {
    const songs = [song({ artist_id: 'B' }), song({ artist_id: 'A' })];
    expect(load([event()], songs).songplays).toMatchObject([{ song_id: 'S1', artist_id: 'A' }]);
  });
});

describe('users', () => {
  test.each([
    ['the greatest ts', { ts: 1541106106797, sessionId: 1 }, {}],
    ['then the greatest session', { sessionId: 10 }, { sessionId: 9, itemInSession: 5 }],
    ['then the greatest item', { itemInSession: 10 }, { itemInSession: 9 }],
    [
      'a session that no double distinguishes',
      { sessionId: 9007199254740993n },
      { sessionId: 9007199254740992n },
    ],
  ])('are as the latest event shows them: %s', (_, late, early) => {
    const write = (members: object, level: string): string =>
      event({ page: 'Home', level }).replace(
        /"(ts|sessionId|itemInSession)":(\d+)/g,
        (usual, key: string) => {
          const value = Object.entries(members).find(([name]) => name === key)?.[1];
          return value === undefined ? usual : `"${key}":${value}`;
        },
      );
    // The earlier one has the lesser level, so that only the moment can decide.
    const lines = [write(late, 'paid'), write(early, 'free')];
    const expected = [{ user_id: 7n, first_name: 'Ana', last_name: 'Bell', gender: 'F', level: 'paid' }];
    expect(load(lines).users).toEqual(expected);
    expect(load(lines.toReversed()).users).toEqual(expected);
  });

  test.each([
    [
      { level: 'a', firstName: 'b' },
      { level: 'b', firstName: 'a' },
    ],
    [
      { firstName: 'a', lastName: 'b' },
      { firstName: 'b', lastName: 'a' },
    ],
    [
      { lastName: 'a', gender: 'M' },
      { lastName: 'b', gender: 'F' },
    ],
    [{ gender: 'F' }, { gender: 'M' }],
    [{ level: null }, { level: 'a' }],
  ])('of two latest events are as the least shows them: %j', (least, other) => {
    const expected = load([event(least)]).users;
    expect(load([event(other), event(least)]).users).toEqual(expected);
    expect(load([event(least), event(other)]).users).toEqual(expected);
  });

  test('are those of any page, and nobody where user_id is NULL', () => {
    const lines = [event({ page: 'Home', userId: '9' }), event({ page: 'Home', userId: '' })];
    expect(load(lines).users).toMatchObject([{ user_id: 9n }]);
  });
});

describe('songs', () => {
  test.each([
    ['a known year', { year: 2005, title: 'Z' }, { year: 0, title: 'A' }],
    [
      'the greatest year of all over an unknown one',
      { year: 2147483647, title: 'Z' },
      { year: 0, title: 'A' },
    ],
    ['the least year', { year: 1999, title: 'Z' }, { year: 2005, title: 'A' }],
    ['then the least title', { title: 'A', duration: 9 }, { title: 'B', duration: 1 }],
    ['by bytes', { title: '\uFFFD' }, { title: '\u{1F600}' }],
    ['then the least duration', { duration: 9, artist_id: 'B' }, { duration: 10, artist_id: 'A' }],
    ['then the least artist_id', { artist_id: 'A' }, { artist_id: 'B' }],
  ])('are taken from the record with %s', (_, least, other) => {
    const expected = load([], [song(least)]).songs;
    expect(load([], [song(least), song(other)]).songs).toEqual(expected);
    expect(load([], [song(other), song(least)]).songs).toEqual(expected);
  });

  test('have their columns in order, and no year where the source says 0', () => {
    expect(load([], [song()]).songs.map((row) => Object.entries(row))).toEqual([
      [
        ['song_id', 'S1'],
        ['title', 'Up'],
        ['artist_id', 'A1'],
        ['year', null],
        ['duration', 200],
      ],
    ]);
  });
});

describe('artists', () => {
  const named = (song_id: string, artist_name: string): string => song({ song_id, artist_name });
  test.each([
    ['on most songs', [named('1', 'Long name'), named('2', 'Long name'), named('3', 'A')], 'Long name'],
    ['a song counts once', [named('1', 'BB'), named('1', 'BB'), named('2', 'A')], 'A'],
    ['fewest code points', [named('1', '\u{1F600}\u{1F600}'), named('2', 'abc')], '\u{1F600}\u{1F600}'],
    ['least by bytes', [named('1', '\u{1F600}'), named('2', '\uFFFD')], '\uFFFD'],
  ])('have the name that is %s', (_, songs, name) => {
    expect(load([], songs).artists).toMatchObject([{ name }]);
    expect(load([], songs.toReversed()).artists).toMatchObject([{ name }]);
  });

  const place = (
    song_id: string,
    location: string | null,
    latitude: number | null,
    longitude = latitude,
  ): string =>
    song({ song_id, artist_location: location, artist_latitude: latitude, artist_longitude: longitude });
  test.each([
    ['with a location', [place('1', '', 1), place('2', 'P', null)], ['P', null, null]],
    ['then with a latitude', [place('1', 'P', null), place('2', 'Q', 2)], ['Q', 2, 2]],
    ['then of the least song', [place('S2', 'P', 1), place('S10', 'Q', 2)], ['Q', 2, 2]],
    ['then the least location', [place('1', 'Q', 1), place('1', 'P', 2)], ['P', 2, 2]],
    ['then the least latitude', [place('1', 'P', 2, 1), place('1', 'P', -10, 9)], ['P', -10, 9]],
    ['then the least longitude', [place('1', 'P', 1, 5), place('1', 'P', 1, -5)], ['P', 1, -5]],
    ['without any location', [place('1', '', null), place('2', null, 3)], [null, 3, 3]],
  ])('have the place %s', (_, songs, values) => {
    const expected = [['A1', 'Kid Cudi', ...values]];
    expect(load([], songs).artists.map((row) => Object.values(row))).toEqual(expected);
    expect(load([], songs.toReversed()).artists.map((row) => Object.values(row))).toEqual(expected);
  });
});
