import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { event, file, load, song } from './examples.ts';
import { loadReference } from './reference.ts';

describe('the lines of a file', () => {
  test('end with LF or CRLF, the last one perhaps not at all, and blank ones are counted', () => {
    const bytes = Buffer.from(`\n${event()}\r\n \t\r\n${event()}\n\n${event()}`);
    const { files, stagingEvents } = loadReference([{ location: 'a.json', dataSet: 'logs', bytes }]);
    expect(files).toMatchObject([
      { location: 'a.json', dataSet: 'logs', records: 3, lines: 6, staged: 3, rejected: 0, blank: 3 },
    ]);
    expect(stagingEvents).toHaveLength(3);
  });

  test.each([
    ['', 0, 0],
    ['\uFEFF', 0, 0],
    ['\n', 1, 1],
    ['\uFEFF\n', 1, 1],
    [' ', 1, 1],
    ['\n ', 2, 2],
  ])('of %j are %i, blank %i', (text, lines, blank) => {
    const { files } = loadReference([{ location: 'a.json', dataSet: 'logs', bytes: Buffer.from(text) }]);
    expect(files[0]).toMatchObject({ lines, blank, rejected: 0, staged: 0 });
  });

  test('follow a byte order mark, which anywhere else than at the start of the file is no JSON', () => {
    const { rejected, stagingSongs } = load([], [`\uFEFF${song()}`, `\uFEFF${song()}`]);
    expect(stagingSongs).toHaveLength(1);
    expect(rejected).toMatchObject([{ location: 'songs.json', line: 2, code: 'bad_json' }]);
  });

  test('are read from a compressed file of several members, whatever its name, and only from names of data files', () => {
    const packed = Buffer.concat([gzipSync(`${song()}\n`), gzipSync(song())]);
    const names = ['a/b.json.gz', 'b.ndjson', 'c.jsonl.gz'];
    const others = ['_SUCCESS', 'x/.a.json', 'a.json.crc', '.a.json.crc', 'notes.txt', 'json', 'a.json.zip'];
    const { stagingSongs, files } = loadReference(
      [...names, ...others].map((location) => ({ location, dataSet: 'songs', bytes: packed })),
    );
    expect(files.map(({ location }) => location)).toEqual(names);
    expect(stagingSongs).toHaveLength(6);
  });

  test('of a carriage return alone do not end: it is white space', () => {
    const { files } = load([event().replace(',', ',\r')]);
    expect(files[0]).toMatchObject({ lines: 1, staged: 1 });
  });
});

describe('a record is rejected', () => {
  const cases: readonly (readonly [name: string, line: string | Uint8Array, code: string])[] = [
    ['that is cut', event().slice(0, -1), 'bad_json'],
    ['of text', 'x', 'bad_json'],
    ['that holds NaN', event().replace('200', 'NaN'), 'bad_json'],
    ['with a raw tab in a text', event().replace('Paris', 'Pa\tris'), 'bad_json'],
    ['of a no-break space', '\u00a0', 'bad_json'],
    ['that is an array', `[${event()}]`, 'not_object'],
    ['of too many levels', event().replace('{', `{"a":${'['.repeat(512)}${']'.repeat(512)},`), 'too_deep'],
    ['before 2000', event({ ts: 946684799999 }), 'range:ts'],
    ['ahead of the clock', event({ ts: Date.now() + 90_000_000 }), 'range:ts'],
    ['that is null', ' null ', 'not_object'],
    ['that is a number', '5', 'not_object'],
    ['that is a text', '"x"', 'not_object'],
    ['that is no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'bad_utf8'],
    ['with a surrogate in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), 'bad_utf8'],
    ['with an overlong NUL', Buffer.from([0x22, 0xc0, 0x80, 0x22]), 'bad_utf8'],
    ['with a raw NUL', event().replace('Paris', '\0'), 'nul'],
    ['with an escaped NUL', event({ location: 'a\0b' }), 'nul'],
    ['with a NUL in an unknown key', event({ 'tag\0': 1 }), 'nul'],
    ['with a NUL in a member that is replaced', event().replace('{', '{"level":["\\u0000"],'), 'nul'],
    ['with half a surrogate pair', event({ song: '\ud83d' }), 'lone_surrogate'],
    ['with a pair the wrong way round', event({ song: '\ude00\ud83d' }), 'lone_surrogate'],
    ['with half a pair deep in an unknown member', event({ tag: [{ a: '\udc00' }] }), 'lone_surrogate'],
    ['with a text for a number', event({ ts: 'tomorrow' }), 'type:ts'],
    ['with true for a number', event({ length: true }), 'type:length'],
    ['with an object for a number', event({ status: {} }), 'type:status'],
    ['with an array for a number', event({ status: [1] }), 'type:status'],
    ['with a text NaN', event({ length: 'NaN' }), 'type:length'],
    ['with a text Infinity', event({ registration: 'Infinity' }), 'type:registration'],
    ['beyond INTEGER', event({ status: 2147483648 }), 'range:status'],
    ['below INTEGER', event({ itemInSession: '-2147483649' }), 'range:itemInSession'],
    ['whose user is beyond BIGINT', event({ userId: '9223372036854775808' }), 'range:userId'],
    ['beyond BIGINT', event().replace('1541106106796', '9223372036854775808'), 'range:ts'],
    ['beyond DOUBLE', event().replace('"length":200', '"length":1e999'), 'range:length'],
    ['with a fraction', event({ ts: 1541106106796.5 }), 'fraction:ts'],
    ['with a quoted fraction', event({ itemInSession: '3.7' }), 'fraction:itemInSession'],
    ['with a fraction by its exponent', event().replace('"status":200', '"status":5e-1'), 'fraction:status'],
    ['without a page', event({ page: null }), 'missing:page'],
    ['without a ts', event({ ts: undefined }), 'missing:ts'],
    ['with an empty number that is required', event({ sessionId: '' }), 'missing:sessionId'],
    ['of a play without a user', event({ userId: '' }), 'missing:userId'],
    [
      'that lacks two: the first column',
      event({ sessionId: null, itemInSession: null }),
      'missing:itemInSession',
    ],
    ['that lacks one and misfits later: the misfit', event({ itemInSession: null, ts: 'x' }), 'type:ts'],
  ];
  test.each(cases)('%s', (_, line, code) => {
    const bytes = Buffer.concat([Buffer.from(`${event()}\n\n`), Buffer.from(line)]);
    const tables = loadReference([{ location: 'a.json', dataSet: 'logs', bytes }]);
    expect(tables.rejected).toMatchObject([{ location: 'a.json', line: 3, code }]);
    expect(tables.files).toMatchObject([{ lines: 3, staged: 1, blank: 1, rejected: 1 }]);
  });

  const good = event();
  test.each<[string, string, number, readonly (readonly [number, number])[]]>([
    ['concatenated', `${good}${good} ${good}\n${good}`, 4, []],
    ['over several lines', `{\n"song_id"\n:1}\n${good}`, 1, [[1, 0]]],
    ['before text', `${good} OK\n${good}`, 2, [[1, good.length + 1]]],
    ['before a cut one', `${good}{"cut\n${good}`, 2, [[1, good.length]]],
    [
      'in an array',
      `[${good},\n${good}\n,null, 7,"x",]`,
      2,
      [
        [3, 2 * good.length + 5],
        [3, 2 * good.length + 11],
        [3, 2 * good.length + 13],
      ],
    ],
    [
      'within a broken one',
      `{"a":[\n${good}\n,${good}`,
      1,
      [
        [1, 0],
        [3, good.length + 8],
      ],
    ],
    [
      'after a form feed',
      `${good}\f\n\f${good}\n${good}`,
      2,
      [
        [1, good.length],
        [2, good.length + 2],
      ],
    ],
  ])('or staged, %s', (_, text, staged, rejected) => {
    const bytes = Buffer.from(text);
    const tables = loadReference([{ location: 'a.json', dataSet: 'logs', bytes }]);
    expect(tables.stagingEvents).toHaveLength(staged);
    expect(tables.rejected.map(({ line, byte_offset }) => [line, byte_offset])).toEqual(rejected);
  });

  test.each(['song_id', 'title', 'artist_id', 'artist_name', 'duration'])('of a song without %s', (key) => {
    expect(load([], [song({ [key]: null })]).rejected).toMatchObject([{ line: 1, code: `missing:${key}` }]);
  });

  test('and reveals no unknown keys, but a staged one does', () => {
    const lines = [event({ ts: 'x', rejected: 1 }), event({ TS: 1, '\u{1F600}': 1, '\uFFFD': 1 })];
    expect(loadReference([file('logs', lines)]).unknownKeys).toEqual({
      logs: ['TS', '\uFFFD', '\u{1F600}'],
      songs: [],
    });
  });
});
