import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportTables } from '../../export/export.ts';
import { starTables } from '../../schema/tables.ts';
import { toJson } from '../../to-json.ts';
import { openDuckdb } from '../../warehouse/duckdb/duckdb.ts';
import type { Point, Trial } from '../point.ts';

/** What leaves the warehouse: it is compared with what leaves DuckDB, so it comes right after the last way of loading. */
export const exportingPoints: readonly Point[] = [
  {
    id: 'export-by-unload',
    question: 'an export by UNLOAD, as Parquet through WORK, has the rows of an export from DuckDB',
    page: 'dg/r_UNLOAD',
    statement: 'export of the star into a DuckDB file, from Redshift and from DuckDB; both tables in order',
    expected: 'the same rows in every table',
    limit: 10 * 60_000,
    async run(trial) {
      const folder = await mkdtemp(join(tmpdir(), 'sparkify-verify-export-'));
      try {
        const [here, there] = [join(folder, 'here.duckdb'), join(folder, 'there.duckdb')];
        await exported(await trial.data.reference('dirty'), here, trial);
        await exported('redshift', there, trial);
        const differing: string[] = [];
        for (const { name: table } of starTables)
          if ((await contentOf(here, table)) !== (await contentOf(there, table))) differing.push(table);
        return differing.length === 0
          ? 'the same rows in every table'
          : `other rows in ${differing.join(', ')}`;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  },
];

async function exported(warehouse: string, to: string, { config, signal }: Trial): Promise<void> {
  await exportTables({ warehouse, to, redshift: config, s3: config.s3, signal });
}

async function contentOf(file: string, table: string): Promise<string> {
  await using database = await openDuckdb(file, { readOnly: true });
  const { columns, rows } = await database.query(`select * from "${table}" order by all`);
  return toJson([columns, rows]);
}
