import { type Calls, replaceCalls } from '../replace-calls.ts';

/**
 * SQL without DuckDB's `epoch_ms`, which Redshift does not have: each call becomes an expression. A function of our own would need
 * the right to create functions, and be one more thing to own in the warehouse. Milliseconds are kept, which
 * `ts / 1000 * interval '1 second'` would drop: `/` between integers does.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_interval_literals.html
 */
export function expandEpochMs(sql: string): string {
  if (!/epoch_ms/i.test(sql)) return sql; // an INSERT of many rows takes 0.1 s to be cut into tokens
  return replaceCalls(sql, 'redshift', calls);
}

const calls: Calls = new Map([
  ['epoch_ms', (argument) => `(timestamp 'epoch' + (${argument}) * interval '0.001 second')`],
]);
