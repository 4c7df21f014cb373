import { playPage } from '../../formats/columns.ts';
import { type Calls, replaceCalls } from '../replace-calls.ts';

/** What the SQL of this program calls as functions that DuckDB does not have. It compares texts as they are. */
const ownFunctions: Calls = new Map([
  ['exact', (text) => `(${text})`],
  ['is_play', (page) => `(${page} = '${playPage}')`],
]);

/** SQL in which DuckDB finds only functions that it has. */
export function expandOwnFunctions(sql: string): string {
  return replaceCalls(sql, 'duckdb', ownFunctions);
}
