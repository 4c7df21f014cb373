import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rawMembers } from '../../src/formats/members.ts';
import { runs } from '../runs.ts';

test('gives each value as it was written, of duplicate keys the last', () => {
  const json = ' { "a" : 1.50 , "b":"x,}\\"]" , "\\u0061": [1, {"c":"]"}] ,"d":{ } , "e":null\t,"":-0e5}';
  expect([...rawMembers(json)]).toEqual([
    ['a', '[1, {"c":"]"}]'],
    ['b', '"x,}\\"]"'],
    ['d', '{ }'],
    ['e', 'null'],
    ['', '-0e5'],
  ]);
});

test('gives the elements of an array by their index', () => {
  expect([...rawMembers('[ 1 ,"two", [3] ]')]).toEqual([
    ['0', '1'],
    ['1', '"two"'],
    ['2', '[3]'],
  ]);
  expect([...rawMembers('[]'), ...rawMembers('{ }')]).toEqual([]);
});

/** Any text: fast-check's own unit for that lists all code points first, which takes longer than the test. */
const text = fc.string({
  unit: fc
    .oneof(fc.nat({ max: 0x7f }), fc.nat({ max: 0x10ffff }))
    .filter((codePoint) => codePoint < 0xd800 || codePoint > 0xdfff)
    .map((codePoint) => String.fromCodePoint(codePoint)),
});

test('the members of any object, parsed one by one, are the object', () => {
  fc.assert(
    fc.property(fc.dictionary(text, fc.jsonValue()), fc.nat({ max: 3 }), (object, indent) => {
      const parsed = JSON.parse(JSON.stringify(object, null, indent));
      const members = [...rawMembers(JSON.stringify(object, null, indent))];
      expect(members.map(([key, raw]) => [key, JSON.parse(raw)])).toEqual(Object.entries(parsed));
    }),
    runs(150),
  );
});
