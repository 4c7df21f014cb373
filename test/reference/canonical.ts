/** What a row of any table may hold. */
export type CanonicalValue = string | number | bigint | boolean | null;

/**
 * A row as one line: a JSON array of its values in the order of the columns, numbers and text spelled as RFC 8785 does
 * (so `200.0` is `200`, and a bigint is its digits).
 */
export function canonicalLine(row: object): string {
  const values: readonly CanonicalValue[] = Object.values(row);
  if (!values.some((value) => typeof value === 'bigint')) return JSON.stringify(values);
  return `[${values.map(spell).join(',')}]`;
}

/** The rows of a table as lines, sorted by bytes: equal lines are equal tables, whatever the order of the rows. */
export function canonicalLines(rows: Iterable<object>): readonly string[] {
  return [...rows]
    .map(canonicalLine)
    .map((line) => ({ line, bytes: Buffer.from(line) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ line }) => line);
}

function spell(value: CanonicalValue): string {
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}
