import { join } from 'node:path';
import { query } from '../../../src/ask/query.ts';
import { etl } from '../../../src/load/etl.ts';
import type { EtlOptions } from '../../../src/load/etl-options.ts';
import type { warehouseMessages } from '../../../src/messages/warehouse.ts';
import { connect } from '../../../src/warehouse/connect.ts';
import { openDuckdb } from '../../../src/warehouse/duckdb/duckdb.ts';
import { makeVersionZero } from '../../load/version-0/make-version-0.ts';
import { freshRedshift } from '../../redshift-load/fresh-redshift.ts';
import { smallSource, type sourceFolder } from '../../source-folder.ts';
import { load, type Provocations, printed, thrown } from './provoke.ts';

const objects = Object.fromEntries(smallSource.map(({ location, bytes }) => [location, bytes]));

/** Changes the warehouse of a folder, past the program. */
function changed(sql: string) {
  return {
    async prepare(folder: ReturnType<typeof sourceFolder>) {
      await load(folder);
      await using warehouse = await connect(join(folder.path, 'sparkify.duckdb'));
      await warehouse.run(sql);
    },
  };
}

export const warehouse: Provocations<keyof typeof warehouseMessages> = {
  'SPK-301': printed(['check']),
  'SPK-302': printed(['etl', '--data', '.', '--warehouse', 'song_data']),
  'SPK-303': thrown(async (folder) => {
    await load(folder);
    const warehouse = join(folder.path, 'sparkify.duckdb');
    await using _reader = await openDuckdb(warehouse, { readOnly: true });
    return await etl({ data: folder.path, warehouse, lockTimeoutSeconds: 0 });
  }),
  'SPK-304': thrown(async ({ path }) => {
    await using duckdb = await connect(join(path, 'w.duckdb'));
    // A device that is always full.
    return await duckdb.run("copy (select * from range(100000)) to '/dev/full' (format csv)");
  }),
  'SPK-305': thrown(async (folder) => {
    await load(folder);
    await using duckdb = await openDuckdb(join(folder.path, 'sparkify.duckdb'), { readOnly: true });
    return await duckdb.run({ file: 'model/users.sql', text: 'create table more (id integer)' });
  }),
  'SPK-306': printed(['check'], {
    prepare: ({ path }) => makeVersionZero({ at: { warehouse: join(path, 'sparkify.duckdb') } }, path),
  }),
  'SPK-307': printed(['check'], changed('update etl.migrations set version = 999')),
  'SPK-308': printed(['check'], changed('drop table users')),
  'SPK-309': thrown(async (folder) => {
    await load(folder);
    await using duckdb = await connect(join(folder.path, 'sparkify.duckdb'));
    await duckdb.run("set memory_limit = '20MB'");
    await duckdb.run("set max_temp_directory_size = '0KB'");
    return await query(duckdb, 'select list(range) from range(10000000)');
  }),
  'SPK-310': thrown(async (folder) => {
    await load(folder);
    await using duckdb = await connect(join(folder.path, 'sparkify.duckdb'));
    return await duckdb.queryFirst("select repeat('x', 2000)", { rows: 10, bytes: 1000 });
  }),
  'SPK-311': printed(['etl', '--data', '.'], { env: { TMPDIR: '/proc/none' } }),
  'SPK-312': thrown(async () => {
    await using warehouse = await freshRedshift(objects);
    const { at, cluster } = warehouse;
    const run = (options: Pick<EtlOptions, 'songs' | 'logs' | 'backoff'>) =>
      etl({ ...at, s3: at.redshift.s3, ...options });
    cluster.on({ statement: /^begin/, when: 'before' }, async () => {
      await run({ logs: 's3://data/log_data' });
    });
    return await run({ songs: 's3://data/song_data', backoff: { attempts: 1 } });
  }),
};
