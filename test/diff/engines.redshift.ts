import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diff } from '../../src/diff/diff.ts';
import { etl } from '../../src/load/etl.ts';
import { connect } from '../../src/warehouse/connect.ts';
import { realData } from '../real-data.ts';
import { freshRedshift } from '../redshift-load/fresh-redshift.ts';
import { event, song } from '../reference/examples.ts';
import { dataFile, lines, smallSource, sourceFolder } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** Values on which engines could differ: texts of every length of UTF-8, numbers near a tie, NULL beside "". */
const awkward = [
  ...smallSource,
  dataFile(
    'logs',
    'awkward.json',
    lines([
      event({ sessionId: 11, song: 'Ünïcode 🎵 | 3:x', artist: '', length: 218.9318005, level: null }),
      event({ sessionId: 12, song: ' trailing ', location: 'null', length: 1e300, registration: -1.5e12 }),
      event({ sessionId: 13, length: 0.0000005, userAgent: 'it\'s \\ "quoted"\n', ts: 1541106106001 }),
      'no JSON',
    ]),
  ),
  dataFile('songs', 'awkward.json', song({ song_id: 'S9', artist_latitude: -33.4480495, duration: 1e13 })),
];

test('the same source in both engines is the same, whatever is in it', async () => {
  using source = sourceFolder(awkward);
  using folder = temporaryFolder();
  const file = join(folder.path, 'warehouse.duckdb');
  await using redshift = await freshRedshift();
  const options = { data: source.path, maxRejected: { share: 1 } };
  await etl({ ...options, warehouse: file });
  await etl({ ...options, ...redshift.at });
  await using left = await connect(file, { readOnly: true });
  await using right = await connect('redshift', { ...redshift.at, readOnly: true });
  const report = await diff(left, right);
  expect(report.tables.filter(({ equal }) => !equal)).toEqual([]);
  expect(report.tables.map(({ table, rows }) => [table, rows[0]])).toContainEqual(['staging_events', 7]);
  expect(report.tables.map(({ table, rows }) => [table, rows[0]])).toContainEqual([
    'etl.rejected_records',
    1,
  ]);
});

test.skipIf(realData === undefined)('the real data in both engines is the same', async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'warehouse.duckdb');
  await using redshift = await freshRedshift();
  await etl({ data: realData, warehouse: file });
  await etl({ data: realData, ...redshift.at });
  await using left = await connect(file, { readOnly: true });
  await using right = await connect('redshift', { ...redshift.at, readOnly: true });
  const { equal, tables } = await diff(left, right);
  expect({ equal, rows: tables.map(({ rows }) => rows[1]) }).toEqual({
    equal: true,
    rows: [8056, 71, 6820, 97, 71, 69, 6813, 0],
  });
});
