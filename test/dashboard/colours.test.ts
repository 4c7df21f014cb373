import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';

const style = readFileSync(new URL('src/dashboard/web/styles/base.css', packageRoot), 'utf8');
const palette = readFileSync(new URL('src/dashboard/web/palette.ts', packageRoot), 'utf8');

/** Variables that each mean one thing. */
const meanings = [
  'accent',
  'paid',
  'free',
  'other',
  'passed',
  'problem',
  'heat',
  'picked',
  'fresh',
  'returning',
];

const pairs = [...style.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)];

for (const [theme, at] of [
  ['light', 2],
  ['dark', 3],
] as const) {
  const colours = Object.fromEntries(pairs.map((pair) => [pair[1] ?? '', pair[at] ?? '']));

  test(`the ${theme} theme has each meaning, and no two of them one colour`, () => {
    const values = meanings.map((meaning) => colours[meaning]);
    expect(values).not.toContain(undefined);
    expect(new Set(values).size).toBe(meanings.length);
  });

  test(`in the ${theme} theme, results of SQL have no colour that means something`, () => {
    const series = [1, 2, 3, 4, 5, 6].map((number) => colours[`series-${number}`]);
    expect(new Set(series).size).toBe(6);
    expect(series).not.toContain(undefined);
    const taken = Object.entries(colours).filter(([name]) => !name.startsWith('series'));
    expect(taken.filter(([, colour]) => series.includes(colour))).toEqual([]);
  });
}

test('charts have no colour of their own, and name only colours that the page has', () => {
  expect(palette).not.toMatch(/#[0-9a-f]{3}/i);
  const named = [...palette.matchAll(/var\(--([a-z]+)\)/g)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(8);
  expect(pairs.map(([, name]) => name)).toEqual(expect.arrayContaining(named));
});
