import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { stagingEvents } from '../../src/formats/columns.ts';
import { parseJsonPaths } from '../../src/formats/jsonpaths.ts';
import { nearKeys } from '../../src/formats/near-keys.ts';
import { recordParser } from '../../src/formats/parse-record.ts';
import { timeLimitsAt } from '../../src/formats/time-limits.ts';
import { event } from '../reference/examples.ts';
import { loadReference } from '../reference/reference.ts';
import { dataFile } from '../source-folder.ts';

const keys = stagingEvents().columns.map(({ path }) => String(path[0]));
const dotted = keys.map((key) => `$.${key}`);

function parse(paths: unknown): unknown {
  return parseJsonPaths(JSON.stringify({ jsonpaths: paths }), 'paths.json');
}

test('both notations name the same keys, with a byte order mark too', () => {
  const expected = keys.map((key) => [key]);
  expect(parse(dotted)).toEqual(expected);
  expect(parse(keys.map((key) => `$['${key}']`))).toEqual(expected);
  expect(parse(keys.map((key) => `$["${key}"]`))).toEqual(expected);
  expect(parseJsonPaths(`\uFEFF${JSON.stringify({ jsonpaths: dotted })}`, 'paths.json')).toEqual(expected);
});

test.each([
  [`$['user']['ids'][1]`, ['user', 'ids', 1]],
  ['$.user.ids[0].id', ['user', 'ids', 0, 'id']],
  [`$['it\\'s']`, ["it's"]],
  [`$['a.b[c]']`, ['a.b[c]']],
])('%s leads deeper', (path, steps) => {
  expect(parse([path, ...dotted.slice(1)])).toMatchObject({ 0: steps });
});

describe('is refused, with the file and what is wrong', () => {
  test.each([
    ['not JSON', '{"jsonpaths": [', /^paths\.json is not valid JSON: /],
    ['empty', '', /^paths\.json is not valid JSON: /],
    ['no object', '[]', 'paths.json is not a JSONPaths file: it should hold one object {"jsonpaths": […]}.'],
    ['null', 'null', 'paths.json is not a JSONPaths file: it should hold one object {"jsonpaths": […]}.'],
    [
      'another key',
      '{"paths":[],"x":1}',
      'paths.json is not a JSONPaths file: the key "jsonpaths" is missing (found "paths", "x"), and COPY would load NULLs.',
    ],
    [
      'no key',
      '{}',
      'paths.json is not a JSONPaths file: the key "jsonpaths" is missing (found no key), and COPY would load NULLs.',
    ],
    [
      'no array',
      '{"jsonpaths":{}}',
      'paths.json is not a JSONPaths file: "jsonpaths" should be an array of paths.',
    ],
    [
      'too few paths',
      JSON.stringify({ jsonpaths: dotted.slice(1) }),
      /should hold 18 paths, .*in order, but holds 17\.$/,
    ],
    ['too many paths', JSON.stringify({ jsonpaths: [...dotted, '$.x'] }), /but holds 19\.$/],
  ])('a file that is or has %s', (_, text, message) => {
    expect(() => parseJsonPaths(text, 'paths.json')).toThrow(message);
    expect(() => parseJsonPaths(text, 'paths.json')).toThrow(UsageError);
  });

  test.each([
    '$',
    '',
    'artist',
    '$artist',
    '$.',
    '$..artist',
    '$.*',
    '$[*]',
    "$['artist'",
    "$['artist'].name",
    "$.user['id']",
    '$[0]',
    ' $.artist',
    '$.artist ',
    7,
    null,
    ['$.artist'],
  ])('the path %j', (path) => {
    expect(() => parse(dotted.with(2, path as string))).toThrow(/^paths\.json: path 3 /);
  });
});

test('there is a path for each column', () => {
  expect(stagingEvents().columns).toHaveLength(18);
});

test('an index leads into an array and a key into an object; there is nothing at any other path', () => {
  const usual = stagingEvents().columns.map(({ path }) => `$['${path[0]}']`);
  const at = (...paths: readonly string[]) =>
    JSON.stringify({ jsonpaths: [...paths, ...usual.slice(paths.length)] });
  const line = event({ list: [{ n: 'x' }], object: { 0: 'zero', length: 'long' } });
  for (const paths of [
    ['$.list.length', "$['list']['0']", '$.object[0]'],
    ["$['object']['0']", '$.list[0].n', '$.object.length'],
    ['$.constructor', '$.toString.name', '$.list[0].n.length'],
  ]) {
    const file = at(...paths);
    const parser = recordParser(stagingEvents(parseJsonPaths(file, 'paths.json')), {
      timeLimits: timeLimitsAt(new Date()),
    });
    const parsed = parser.parse(line, JSON.parse(line));
    const { artist, auth, first_name } = 'row' in parsed ? parsed.row : {};
    const [row] = loadReference([dataFile('logs', 'e.json', line)], { jsonpaths: file }).stagingEvents;
    expect([artist ?? null, auth ?? null, first_name ?? null]).toEqual([
      row?.artist,
      row?.auth,
      row?.first_name,
    ]);
  }
});

test('a key that every object of JavaScript inherits has no other name', () => {
  const paths = stagingEvents().columns.map(({ path }, index) => (index === 0 ? ['constructor'] : path));
  expect(nearKeys({ toString: 1 }, stagingEvents(paths))).toEqual([]);
});
