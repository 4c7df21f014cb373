/** The few things of a statement that cannot be bound, each quoted in one place. */

/** A text as an SQL literal. */
export function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A value as SQL that means the same on both engines: in a literal of Redshift, and in none of DuckDB, a backslash escapes. */
export function quoteValue(value: string | number | bigint | boolean | null): string {
  if (typeof value !== 'string') return String(value);
  const parts = value.split('\\').map(quoteLiteral);
  return parts.length === 1 ? quoteLiteral(value) : `(${parts.join(' || chr(92) || ')})`;
}

/** A name as an SQL identifier. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The name of a table, perhaps with its schema, as SQL: of `etl.runs` each part is quoted. */
export function quoteTable(name: string): string {
  return name.split('.').map(quoteName).join('.');
}
