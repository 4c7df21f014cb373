import { join } from 'node:path';
import { expect, test } from 'vitest';
import { etl } from '../../../src/load/etl.ts';
import { openWarehouse } from '../../../src/warehouse/open-warehouse.ts';
import { event } from '../../reference/examples.ts';
import { dataFile, sourceFolder } from '../../source-folder.ts';

test.each([
  ['a small file', '', 'validated'],
  ['a large file', 'x'.repeat(1024 * 1024), 'native_read'],
])('the number -0.0 of %s is 0.0', async (_, padding, loadedBy) => {
  const written = ['-0.0', '-0', '0.0', '-0e5'];
  const records = written.map((length, itemInSession) =>
    event({ itemInSession, padding }).replace(/"length":[^,]*/, `"length":${length}`),
  );
  using source = sourceFolder([dataFile('logs', 'e.json', records.join('\n'))]);
  const warehouse = join(source.path, 'w.duckdb');
  const report = await etl({ data: source.path, warehouse });
  expect(report.loaded_by).toEqual({ [loadedBy]: 1 });
  await using opened = await openWarehouse(warehouse);
  const { rows } = await opened.query(
    'select distinct cast(length as varchar) as length from staging_events',
  );
  expect(rows).toEqual([{ length: '0.0' }]);
});
