import { quotedParts } from '../quoted-parts.ts';

/**
 * SQL without DuckDB's `epoch_ms`, which Redshift does not have: each call becomes an expression. A function of our own would need
 * the right to create functions, and be one more thing to own in the warehouse. Milliseconds are kept, which
 * `ts / 1000 * interval '1 second'` would drop: `/` between integers does.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_interval_literals.html
 */
export function expandEpochMs(sql: string): string {
  if (!/epoch_ms/i.test(sql)) return sql; // an INSERT of many rows takes 0.1 s to be cut into tokens
  const parts = [...sql.matchAll(tokens)];
  const first = parts.findIndex(
    ({ 0: token }, at) => isCall(token) && parts[at - 1]?.[0].toLowerCase() !== 'function',
  );
  const call = parts[first];
  if (call === undefined) return sql;
  let depth = 0;
  for (const { 0: token, index } of parts.slice(first)) {
    if (token.endsWith('(')) depth++;
    else if (token === ')') depth--;
    if (depth > 0 || token !== ')') continue;
    const argument = sql.slice(call.index + call[0].length, index);
    const before = sql.slice(0, call.index);
    return `${before}(timestamp 'epoch' + (${expandEpochMs(argument)}) * interval '0.001 second')${expandEpochMs(sql.slice(index + 1))}`;
  }
  return sql; // without an end it is no SQL, which the engine says
}

const tokens = new RegExp(String.raw`${quotedParts('redshift')}|[\w$]+\s*\(|[()]|[\w$.]+`, 'g');

function isCall(token: string): boolean {
  return /^epoch_ms\s*\($/i.test(token);
}
