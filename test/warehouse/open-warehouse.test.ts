import { expect, test } from 'vitest';
import * as library from '../../src/index.ts';

// What JavaScript passes where TypeScript would refuse it.
const nothing = undefined as unknown as string;

test.each([
  ['openWarehouse', () => library.openWarehouse(nothing)],
  ['ask', () => library.ask(nothing, 'top-songs')],
  ['query', () => library.query(nothing, 'select 1')],
  ['check', () => library.check(nothing)],
  ['runs', () => library.runs(nothing)],
  ['diff', () => library.diff(nothing, nothing)],
  ['createTables', () => library.createTables(nothing)],
  ['upgrade', () => library.upgrade(nothing)],
])('%s without a warehouse says what it should be', async (_, call) => {
  const message = 'The warehouse should be a DuckDB file or the word redshift, but is undefined.';
  await expect(call()).rejects.toMatchObject({ code: 'SPK-302', message });
});

test.each([
  [null, 'undefined'],
  [5, '5'],
  [{}, 'undefined'],
  [{ warehouse: null }, 'null'],
])('a warehouse that is %j is refused', async (location, words) => {
  const opened = library.ask(location as unknown as string, 'top-songs');
  await expect(opened).rejects.toThrow(`or the word redshift, but is ${words}.`);
});
