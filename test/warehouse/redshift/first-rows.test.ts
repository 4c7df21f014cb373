import { expect, test } from 'vitest';
import { firstRows } from '../../../src/warehouse/redshift/first-rows.ts';
import { openRedshift } from '../../../src/warehouse/redshift/redshift.ts';
import { grammarProblem } from '../../redshift/grammar.ts';
import { memoryObjects } from '../../redshift/memory-objects.ts';
import { startRedshift } from '../../redshift/stand-in.ts';
import { settingsOf } from './stand-in-settings.ts';

test.each([
  ['select n from t order by n desc', 'select n from t order by n desc\nlimit 10'],
  ['select n from t -- all', 'select n from t -- all\nlimit 10'],
  ['with a as (select 1 limit 3) select * from a', 'with a as (select 1 limit 3) select * from a\nlimit 10'],
  ['select 1 union all select 2 order by 1', 'select 1 union all select 2 order by 1\nlimit 10'],
  ['select n from t order by n limit 5', 'select n from t order by n limit 5'],
  ['select n from t order by n LIMIT 5000 offset 2', 'select n from t order by n LIMIT 10 offset 2'],
  ['select n from t limit all', 'select n from t limit 10'],
  ['select top 50 n from t order by n', 'select top 10 n from t order by n'],
  [`select 'limit 3', t.limit, "limit" from t`, `select 'limit 3', t.limit, "limit" from t\nlimit 10`],
  ['select n /* limit 3 */ from t', 'select n /* limit 3 */ from t\nlimit 10'],
  ['explain select 1', 'explain select 1'],
  ['show timezone', 'show timezone'],
])('of %s no more than ten rows are asked for, in the order of the statement', (sql, limited) => {
  expect(firstRows(sql, 10)).toBe(limited);
  expect(grammarProblem(firstRows(sql, 10))).toBeUndefined();
});

test('the first rows of a statement are those that its order puts first', async () => {
  await using redshift = await startRedshift({ objects: memoryObjects() });
  await using warehouse = await openRedshift(settingsOf(redshift), { readOnly: true });
  const sql = 'select 1 as n union all select 3 union all select 2 order by n desc;';
  expect((await warehouse.queryFirst(sql, { rows: 2, bytes: 1e6 })).rows).toEqual([{ n: 3 }, { n: 2 }]);
  expect(redshift.statements.at(-2)?.sql).toBe(sql.replace(';', '\nlimit 3'));
});
