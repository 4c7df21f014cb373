import { expect, test } from 'vitest';
import { query } from '../../src/ask/query.ts';
import { createTables } from '../../src/load/create-tables.ts';
import { toCsv } from '../../src/terminal/rows.ts';
import { toJson } from '../../src/to-json.ts';
import { engines } from '../engines.ts';

for (const engine of engines) {
  test(`${engine.name} rounds no number of a query, in rows, JSON and CSV`, async () => {
    await using warehouse = await engine.fresh();
    await createTables(warehouse.at);
    const sql = `select
      cast(12345678901234567.89 as decimal(38, 2)) as amount,
      cast(12.50 as decimal(8, 2)) as short,
      cast(9007199254740993 as decimal(38, 0)) as whole,
      cast(9007199254740993 as bigint) as id,
      cast(0.1 as real) as narrow,
      cast('NaN' as double precision) as none,
      cast('-Infinity' as double precision) as least`;
    const result = await query(warehouse.at, sql);
    const exact = {
      amount: '12345678901234567.89',
      short: 12.5,
      id: 9007199254740993n,
      narrow: 0.1,
      none: 'NaN',
      least: '-Infinity',
    };
    expect(result.rows).toEqual([{ ...exact, whole: expect.anything() }]);
    const printed = { ...exact, whole: '9007199254740993', id: '9007199254740993' };
    expect(JSON.parse(toJson(result.rows))).toEqual([printed]);
    expect(toCsv(result)[1]).toBe(
      '12345678901234567.89,12.5,9007199254740993,9007199254740993,0.1,NaN,-Infinity',
    );
  });
}
