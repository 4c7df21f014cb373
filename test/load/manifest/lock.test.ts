import { expect, test } from 'vitest';
import { tablesToLock } from '../../../src/load/manifest/lock.ts';
import { currentVersion } from '../../../src/warehouse/migrations.ts';

test('whatever the tables are, runs lock them in one order, and readers wait for those alone that replace tables', () => {
  const versions = [undefined, ...Array.from({ length: currentVersion() + 1 }, (_, version) => version)];
  const locked = versions.map((version) => tablesToLock(version));
  expect(tablesToLock(currentVersion())).toEqual(['etl.lock']);
  for (const tables of locked)
    expect(tables).toEqual(['etl.lock', 'etl.runs'].filter((table) => tables.includes(table)));
  expect(locked.filter((tables) => tables.includes('etl.runs'))).toHaveLength(currentVersion());
});
