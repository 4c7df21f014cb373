import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { etl } from '../../src/load/etl.ts';
import { sparkify } from '../cli/sparkify.ts';
import { engines } from '../engines.ts';
import { canonicalLines } from '../reference/canonical.ts';
import { readDataFolder } from '../reference/data-folder.ts';
import { loadReference } from '../reference/reference.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { readTables, referenceLines } from '../warehouse-tables.ts';

interface Fault {
  readonly file: string;
  readonly line: number;
  readonly rejected: boolean;
}

for (const engine of engines) {
  test.each([
    ['small files', ['--users', '40', '--until', '2018-11-08']],
    ['large files', ['--users', '2500', '--until', '2018-11-02']],
    ['packed files', ['--users', '40', '--until', '2018-11-05', '--gzip']],
  ])(
    `of simulated dirty %s ${engine.name} rejects what the key names, and nothing else`,
    { timeout: 120_000 },
    async (_, options) => {
      using folder = temporaryFolder();
      const data = join(folder.path, 'data');
      const made = await sparkify([
        'simulate',
        '--out',
        data,
        '--dirty',
        '0.03',
        '--catalogue',
        '200',
        '--quiet',
        ...options,
      ]);
      expect(made).toMatchObject({ code: 0 });
      const key = readFileSync(join(data, 'faults.ndjson'), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line): Fault => JSON.parse(line));
      await using warehouse = await engine.fresh();
      await etl({ data, ...warehouse.at, maxRejected: { share: 1 } });
      const tables = await readTables(warehouse.at, data);
      const expected = key.filter(({ rejected }) => rejected).map(({ file, line }) => ({ file, line }));
      expect(expected.length).toBeGreaterThan(5);
      const rejected = tables.rejected
        .map((line) => JSON.parse(line))
        .map(([file, line]) => ({ file, line }));
      expect(canonicalLines(rejected)).toEqual(canonicalLines(expected));
      const reference = referenceLines(loadReference(readDataFolder(data)));
      expect(tables).toEqual(reference);
    },
  );
}
