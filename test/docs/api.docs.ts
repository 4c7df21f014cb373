import { expect, test } from 'vitest';
import { notExported, readApi } from '../../scripts/public-api.js';
import { verbs } from '../cli/verbs.ts';

const api = readApi();

test('every type in a signature of the package can be imported from it', () => {
  expect(notExported(api)).toEqual([]);
});

test('every export and every option has a doc comment', () => {
  const without = api.filter(({ comment }) => comment.text === '').map(({ name }) => name);
  const options = api
    .filter(({ name }) => /(Options|Filters?|Flags|Settings|SourceLocations|Config)$/.test(name))
    .flatMap(({ name, members }) => members.map((member) => ({ ...member, name: `${name}.${member.name}` })));
  expect(options.length).toBeGreaterThan(80);
  expect([
    ...without,
    ...options.filter(({ comment }) => comment.text === '').map(({ name }) => name),
  ]).toEqual([]);
});

test('every verb of the command line is a function, but for those about the command, AWS and a server', async () => {
  const named: Readonly<Record<string, string>> = {
    ...{ 'create-tables': 'createTables', export: 'exportTables', report: 'writeReport' },
    ...{ schema: 'describeSchema', explain: '', add: '', init: '', start: '', completion: '' },
    ...{ cluster: '', doctor: '', dashboard: '' },
  };
  const functions = api.filter(({ kind }) => kind === 'function').map(({ name }) => name);
  const wanted = (await verbs()).map((verb) => named[verb] ?? verb).filter((name) => name !== '');
  expect(wanted.filter((name) => !functions.includes(name))).toEqual([]);
  expect(wanted.length).toBeGreaterThan(14);
});
