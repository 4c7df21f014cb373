import { expect, test } from 'vitest';
import { previewDuckdb } from '../../../src/warehouse/duckdb/duckdb.ts';

test('texts are read as they are stored, also those that begin with U+FEFF', async () => {
  await using warehouse = await previewDuckdb(':memory:');
  const sql =
    "select chr(65279) || 'a' as short, chr(65279) || repeat('a', 20) as long, [chr(65279)] as list";
  const exact = { short: '\ufeffa', long: `\ufeff${'a'.repeat(20)}`, list: "['\ufeff']" };
  expect((await warehouse.query(sql)).rows).toEqual([exact]);
  expect((await warehouse.queryFirst(sql, { rows: 1, bytes: 1e6 })).rows).toEqual([exact]);
});
