import type { Parameters } from '../warehouse/warehouse.ts';

/** Parameters of one statement that are shown; INSERTs of many rows have thousands. */
const shownParameters = 30;

/** A statement to be read: its parameters before it, each with its value. */
export function showStatement(sql: string, parameters: Parameters = {}): string {
  const named = Object.entries(parameters).filter(([name]) => new RegExp(`\\$${name}\\b`).test(sql));
  const lines = named.slice(0, shownParameters).map(([name, value]) => `-- $${name}: ${value ?? 'null'}`);
  if (named.length > shownParameters) lines.push(`-- … and ${named.length - shownParameters} more`);
  return [...lines, `${sql.trim()};`, ''].join('\n');
}
