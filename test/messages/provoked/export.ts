import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { exportMessages } from '../../../src/messages/export.ts';
import { inFolder, load, type Provocations, printed } from './provoke.ts';

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
  'SPK-806': printed(['export', '--to', 'copy', '--warehouse', 'redshift'], {
    env: { REDSHIFT_HOST: '127.0.0.1', REDSHIFT_USER: 'u', REDSHIFT_PASSWORD: 'p' },
  }),
};
