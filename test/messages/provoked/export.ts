import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportTables } from '../../../src/export/export.ts';
import { etl } from '../../../src/load/etl.ts';
import type { exportMessages } from '../../../src/messages/export.ts';
import { freshRedshift } from '../../redshift-load/fresh-redshift.ts';
import { event } from '../../reference/examples.ts';
import { inFolder, load, type Provocations, printed, thrown } from './provoke.ts';

const exported = (...args: readonly string[]) => printed(['export', ...args], { prepare: load });

export const exporting: Provocations<keyof typeof exportMessages> = {
  'SPK-801': exported('--to', 'song_data/A/A/A/TRAAA.json', '--format', 'parquet'),
  'SPK-802': exported('--to', 'log_data'),
  'SPK-803': exported('--to', 'copy', '--tables', 'song'),
  'SPK-804': printed(['export', '--to', 'copy.duckdb'], {
    async prepare(folder) {
      await load(folder);
      await inFolder(folder, 'export', '--to', 'copy.duckdb');
      writeFileSync(join(folder.path, 'copy.duckdb.wal'), 'changes');
    },
  }),
  'SPK-805': exported('--to', 'copy.duckdb', '--format', 'csv'),
  'SPK-806': thrown(async ({ path }) => {
    await using redshift = await freshRedshift();
    const load = () => etl({ data: path, ...redshift.at, allowCopies: true });
    await load();
    redshift.cluster.on({ statement: /^begin/, when: 'before' }, async () => {
      writeFileSync(join(path, 'log_data/more.json'), event({ sessionId: 9 }));
      await load();
    });
    return await exportTables({ ...redshift.at, to: join(path, 'copy') });
  }),
};
