/** SQL of a project that reaches beyond the warehouse or changes it: what it does, and the SQL, given a file that exists. */
export const hostileSelects = [
  ['reads a file', (path: string) => `select * from read_text('${path}')`],
  ['reads a file by its name', (path: string) => `select * from '${path}'`],
  ['lists files', () => "select * from glob('/*')"],
  ['reaches the network', () => "select * from read_csv('https://example.org/a.csv')"],
  ['loads an extension', () => "select * from sqlite_scan('a', 'b')"],
  ['writes a file', (path: string) => `select 1 as one) to '${path}.copy'; --`],
  ['writes in a CTE', () => 'with gone as (delete from users returning *) select * from gone'],
  ['allows files again', () => "select set_config('enable_external_access', 'true', false)"],
  ['reads the environment', () => "select getenv('PATH')"],
] as const;
