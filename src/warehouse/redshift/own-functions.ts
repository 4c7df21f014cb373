import { playPage } from '../../formats/columns.ts';
import { type Calls, replaceCalls } from '../replace-calls.ts';

/**
 * What the SQL of this program calls as functions that Redshift does not have: each call becomes an expression. Functions of our own
 * would need the right to create them, and be more things to own in the warehouse.
 */
const ownFunctions: Calls = new Map([
  // Milliseconds are kept, which `ts / 1000 * interval '1 second'` would drop: `/` between integers does.
  // https://docs.aws.amazon.com/redshift/latest/dg/r_interval_literals.html
  ['epoch_ms', (ts) => `(timestamp 'epoch' + (${ts}) * interval '0.001 second')`],
  // Redshift ignores trailing blanks where it compares texts ('NextSong ' = 'NextSong'): they count only where a character is
  // behind them, and in LENGTH.
  // https://docs.aws.amazon.com/redshift/latest/dg/r_Character_types.html
  ['exact', (text) => `(${text} || chr(1))`],
  ['is_play', (page) => `(${page} = '${playPage}' and length(${page}) = ${playPage.length})`],
]);

/** SQL in which Redshift finds only functions that it has. */
export function expandOwnFunctions(sql: string): string {
  return replaceCalls(sql, 'redshift', ownFunctions);
}
