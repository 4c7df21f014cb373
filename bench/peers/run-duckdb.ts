import { DuckDBInstance } from '@duckdb/node-api';
import { tellParent } from '../run-program.ts';
import { readStatements, starTables } from './statements.ts';

/** argv: the DuckDB file to make, and the folder of the data. */
const [file = '', data = ''] = process.argv.slice(2);

await tellParent(async () => {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  for (const statement of readStatements('duckdb.sql', data)) await connection.run(statement);
  const counts = await connection.runAndReadAll(
    `select ${starTables.map((table) => `(select count(*) from ${table}) as ${table}`).join(', ')}`,
  );
  const [row = {}] = counts.getRowObjects();
  connection.closeSync();
  instance.closeSync();
  return Object.fromEntries(starTables.map((table) => [table, Number(row[table])]));
});
