import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Context } from '../../src/commands/context.ts';
import { buildProgram } from '../../src/commands/program.ts';
import { exitCodes } from '../../src/errors.ts';
import { parseDwhCfg } from '../../src/settings/dwh-cfg.ts';
import { ignoredKeys } from '../../src/settings/ignored-keys.ts';
import { resolveSettings } from '../../src/settings/resolve.ts';
import { root } from '../cli/sparkify.ts';
import { documents, fencesOf } from './fences.ts';

const read = (file: string) => readFileSync(join(root, file), 'utf8');

test('the table of commands in the README has every verb', () => {
  const table = read('README.md').split('## Commands')[1]?.split('\n## ')[0];
  const verbs = buildProgram({} as Context).commands.map((command) => command.name());
  const missing = verbs.filter((verb) => !/^(__|help$)/.test(verb) && !table?.includes(`\`sparkify ${verb}`));
  expect(missing).toEqual([]);
});

test('docs/operations.md has a row for each exit code', () => {
  const codes = [...read('docs/operations.md').matchAll(/^\| (\d+) /gm)].map(([, code]) => Number(code));
  expect(codes).toEqual(Object.values(exitCodes));
});

test('what docs/engines.md says of Redshift names a page of the vendor, or says that no page documents it', () => {
  const isNamed = /\b(dg|mgmt|data)[:/][\w-]|docs\.aws\.amazon\.com|not documented/;
  const [, ...sections] = read('docs/engines.md').split(/\n#{2,3} /);
  expect(sections.filter((text) => !isNamed.test(text)).map((text) => text.split('\n')[0])).toEqual([]);
  const tables = sections.flatMap((text) => text.match(/(?:^\|.*\n?)+/gm) ?? []);
  const rows = tables.flatMap((table) => {
    const [head = [], , ...cells] = table
      .trim()
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()));
    const page = head.indexOf('page');
    return page < 0 ? [] : cells.map((row) => ({ row, page: row[page] ?? '' }));
  });
  expect(rows.length).toBeGreaterThan(50);
  const unnamed = rows.filter(
    ({ row, page }) => page === '' && !row.some((cell) => cell.includes('not documented')),
  );
  expect(unnamed).toEqual([]);
});

test('each dwh.cfg of from-python.md is read without a rest', () => {
  const files = fencesOf('docs/from-python.md').filter(({ info }) => info === 'ini');
  expect(files).toHaveLength(2);
  for (const { text } of files) {
    const file = parseDwhCfg(text, 'dwh.cfg');
    const ignored = ignoredKeys(file, resolveSettings({ flags: {}, environment: {}, file }));
    const values = text.match(/=\S/g);
    expect({ settings: Object.keys(file.settings).length, ignored }).toEqual({
      settings: values?.length,
      ignored: [],
    });
  }
});

test('every value that the library exports is in an example or in the table of errors', () => {
  const exported = [...read('src/index.ts').matchAll(/export \{([^}]*)\}/g)]
    .flatMap(([, names = '']) => names.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '))
    .map((name) => name.split(' as ').at(-1) ?? name);
  expect(exported).toContain('etl');
  const text = read('docs/library.md');
  expect(exported.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
});

test.each(documents)('the links of %s lead somewhere', (file) => {
  const links = [...read(file).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = '']) => link);
  const broken = links.filter((link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? file : join(dirname(file), path);
    if (!existsSync(join(root, target))) return true;
    return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
  });
  expect(broken).toEqual([]);
});

/** As GitHub makes them of headings. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}
