import type { Engine } from './warehouse.ts';

/**
 * A pattern for the parts of SQL in which no parameter and no semicolon counts: literals, quoted names, literals between
 * dollars, comments.
 */
export function quotedParts(engine: Engine): string {
  return `${literals[engine]}|${others}`;
}

/** In a literal of Redshift a backslash escapes; in one of DuckDB it does after an E only. */
const literals: Readonly<Record<Engine, string>> = {
  redshift: String.raw`'(?:[^'\\]|''|\\[^])*(?:'|$)`,
  duckdb: String.raw`\b[eE]'(?:[^'\\]|''|\\[^])*(?:'|$)|'(?:[^']|'')*(?:'|$)`,
};

/** A pattern for blanks and comments, which come before a statement or between its words. */
export const blanksAndComments = String.raw`(?:\s|--[^\n]*(?:\n|$)|/\*[^]*?\*/)*`;

const others = String.raw`"(?:[^"]|"")*(?:"|$)|(?<dollars>\$\w*\$)[^]*?(?:\k<dollars>|$)|--[^\n]*|/\*[^]*?(?:\*/|$)`;
