import { describe, expect, test } from 'vitest';
import { event, file, load, song } from './examples.ts';
import { loadReference } from './reference.ts';

describe('a staged event', () => {
  test('has its columns in order', () => {
    const [row] = load([event()]).stagingEvents;
    expect(Object.entries(row ?? {})).toEqual([
      ['artist', 'Kid Cudi'],
      ['auth', 'Logged In'],
      ['first_name', 'Ana'],
      ['gender', 'F'],
      ['item_in_session', 0],
      ['last_name', 'Bell'],
      ['length', 200],
      ['level', 'free'],
      ['location', 'Paris'],
      ['method', 'PUT'],
      ['page', 'NextSong'],
      ['registration', 1540919166796],
      ['session_id', 5n],
      ['song', 'Up'],
      ['status', 200],
      ['ts', 1541106106796n],
      ['user_agent', 'Opera'],
      ['user_id', 7n],
    ]);
  });

  test('holds NULL where a key is absent, null, or an empty number, and "" where a text is empty', () => {
    const line = event({ page: '', userId: '', length: '', artist: undefined, song: null, location: '' });
    expect(load([line]).stagingEvents).toMatchObject([
      { page: '', user_id: null, length: null, artist: null, song: null, location: '' },
    ]);
  });

  test.each([
    ['112', '112'],
    ['-0', '-0'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
    ['true', 'true'],
    ['false', 'false'],
    ['{"b": "\\u00e9" , "a":1.50}', '{"b": "\\u00e9" , "a":1.50}'],
    ['[1, [2,"]"]]', '[1, [2,"]"]]'],
    ['"a, \\"b\\": \\u00e9\\/ "', 'a, "b": é/ '],
    ['"\\ud83d\\ude00"', '\u{1F600}'],
  ])('takes %s for a text as %j', (written, text) => {
    const line = event().replace('"Kid Cudi"', () => written);
    expect(load([line]).stagingEvents).toMatchObject([{ artist: text, auth: 'Logged In' }]);
  });

  test.each([
    ['1541106106796', 1541106106796n],
    ['"1541106106796"', 1541106106796n],
    ['1541106106796.0', 1541106106796n],
    ['"1541106106796.000"', 1541106106796n],
    ['15411061067960E-1', 1541106106796n],
    ['1.5e1', 15n],
    ['0e99999999999', 0n],
    ['-1', -1n],
    ['9007199254740993.0', 9007199254740993n],
    ['9223372036854775807', 9223372036854775807n],
    ['-9223372036854775808', -9223372036854775808n],
  ])('takes %s for an integer, exactly', (written, session_id) => {
    const line = event({ sessionId: 'here' }).replace('"here"', () => written);
    expect(load([line]).stagingEvents).toMatchObject([{ session_id }]);
  });

  test.each([
    ['182.85669', 182.85669],
    ['"182.85669"', 182.85669],
    ['2e2', 200],
    ['-0.1e-3', -0.0001],
  ])('takes %s for a DOUBLE', (written, length) => {
    const line = event().replace('"length":200', () => `"length":${written}`);
    expect(load([line]).stagingEvents).toMatchObject([{ length }]);
  });

  test('counts the last of duplicate keys, however they are spelled', () => {
    const lines = [
      event().replace('{', '{"ts":"tomorrow","ts":{},'),
      event().replace('}', ',"\\u0074s":1541106106797}'),
    ];
    expect(load(lines).stagingEvents).toMatchObject([{ ts: 1541106106796n }, { ts: 1541106106797n }]);
  });

  test('ignores keys in another case and keys of nested objects', () => {
    const line = event({ TS: 'x', Page: 'Home', user: { userId: '9', ts: 1 } });
    expect(load([line]).stagingEvents).toMatchObject([{ ts: 1541106106796n, page: 'NextSong', user_id: 7n }]);
  });

  test('is staged as often as it occurs', () => {
    expect(
      loadReference([file('logs', [event(), event()]), file('logs', [event()], 'b.json')]),
    ).toMatchObject({
      stagingEvents: { length: 3 },
      songplays: { length: 1 },
    });
  });
});

test('a staged song has its columns in order', () => {
  const [row] = load([], [song({ artist_latitude: 1.5, artist_longitude: '-2', year: '1999' })]).stagingSongs;
  expect(Object.entries(row ?? {})).toEqual([
    ['num_songs', 1],
    ['artist_id', 'A1'],
    ['artist_latitude', 1.5],
    ['artist_longitude', -2],
    ['artist_location', ''],
    ['artist_name', 'Kid Cudi'],
    ['song_id', 'S1'],
    ['title', 'Up'],
    ['duration', 200],
    ['year', 1999],
  ]);
});

describe('a JSONPaths file', () => {
  const keys = Object.keys(JSON.parse(event()));
  const paths = keys.map((key, index) => (index % 2 === 0 ? `$['${key}']` : `$.${key}`));

  test('feeds the n-th column from the n-th path, in either notation, however deep', () => {
    const jsonpaths = JSON.stringify({
      jsonpaths: paths.map((path) => (path === '$.userId' ? '$.who["ids"][1]' : path)),
    });
    const line = event({ who: { ids: ['1', '42'] }, userId: '7' });
    const { stagingEvents, unknownKeys } = loadReference([file('logs', [line])], { jsonpaths });
    expect(stagingEvents).toMatchObject([{ user_id: 42n, artist: 'Kid Cudi' }]);
    expect(unknownKeys.logs).toEqual(['userId']);
  });

  test('may swap two columns', () => {
    const [artist, auth, ...rest] = paths;
    const jsonpaths = JSON.stringify({ jsonpaths: [auth, artist, ...rest] });
    expect(loadReference([file('logs', [event()])], { jsonpaths }).stagingEvents).toMatchObject([
      { artist: 'Logged In', auth: 'Kid Cudi' },
    ]);
  });

  test.each([
    [{ paths }, 'no key "jsonpaths"'],
    [{ jsonpaths: paths.slice(1) }, '17 paths, not 18'],
    [{ jsonpaths: [...paths, '$.x'] }, '19 paths, not 18'],
  ])('that does not fit is an error', (content, message) => {
    expect(() => loadReference([], { jsonpaths: JSON.stringify(content) })).toThrow(message);
  });
});
