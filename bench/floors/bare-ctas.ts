import { DuckDBInstance } from '@duckdb/node-api';
import { tellParent } from '../run-program.ts';

/**
 * `create table as select * from read_json(…)` with the 18 columns of the logs, and nothing else. argv: the DuckDB file,
 * the glob of the logs, and `default` or `tuned` settings.
 */
const [file = '', glob = '', settings = 'default'] = process.argv.slice(2);

const types: Readonly<Record<string, string>> = {
  artist: 'varchar',
  auth: 'varchar',
  firstName: 'varchar',
  gender: 'varchar',
  itemInSession: 'integer',
  lastName: 'varchar',
  length: 'double',
  level: 'varchar',
  location: 'varchar',
  method: 'varchar',
  page: 'varchar',
  registration: 'double',
  sessionId: 'integer',
  song: 'varchar',
  status: 'integer',
  ts: 'bigint',
  userAgent: 'varchar',
  userId: 'varchar', // "" is no number
};
const columns = Object.entries(types).map(([name, type]) => `${name}: '${type}'`);
const tuned = settings === 'tuned';

await tellParent(async () => {
  const instance = await DuckDBInstance.create(file, tuned ? { preserve_insertion_order: 'false' } : {});
  const connection = await instance.connect();
  await connection.run(
    `create table staging_events as select * from read_json('${glob}', columns = {${columns.join(', ')}}${
      tuned ? ", auto_detect = false, format = 'newline_delimited'" : ''
    })`,
  );
  connection.closeSync();
  instance.closeSync();
  return undefined;
});
