import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';

const style = readFileSync(new URL('src/dashboard/web/styles/base.css', packageRoot), 'utf8');
const palettes = readFileSync(new URL('src/dashboard/web/palette.ts', packageRoot), 'utf8');

/** Variables that each mean one thing. */
const meanings = ['accent', 'paid', 'free', 'other', 'passed', 'problem', 'heat', 'picked'];

const themes = [...style.matchAll(/color-scheme: (light|dark);([^}]*)/g)].map(([, name = '', body = '']) => ({
  name,
  colours: Object.fromEntries(
    [...body.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, variable = '', value = '']) => [
      variable,
      value,
    ]),
  ),
}));

const paletteOf = (name: string) =>
  new RegExp(`const ${name}: Palette = \\{([^}]*)\\}`).exec(palettes)?.[1] ?? '';

test('each theme has each meaning, and no two of them one colour', () => {
  expect(themes.map(({ name }) => name)).toEqual(['light', 'dark', 'dark']);
  for (const { colours } of themes) {
    const values = meanings.map((meaning) => colours[meaning]);
    expect(values).not.toContain(undefined);
    expect(new Set(values).size).toBe(meanings.length);
  }
  expect(themes[1]?.colours).toEqual(themes[2]?.colours);
});

test('charts have the colours of the page for levels, and for results of SQL none that means something', () => {
  for (const { name, colours } of themes) {
    const palette = paletteOf(name);
    for (const level of ['paid', 'free']) expect(palette).toContain(`${level}: '${colours[level]}'`);
    const [, series = ''] = /series: \[([^\]]*)\]/.exec(palette) ?? [];
    const own = [...series.matchAll(/#[0-9a-f]{6}/g)].map(([colour]) => colour);
    expect(own).toHaveLength(6);
    const taken = [
      ...meanings.map((meaning) => colours[meaning]),
      ...palette.replace(series, '').matchAll(/#[0-9a-f]{6}/g),
    ].map(String);
    expect(own.filter((colour) => taken.includes(colour))).toEqual([]);
  }
});
