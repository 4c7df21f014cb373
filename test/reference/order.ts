/** A comparison as `Array.prototype.sort` takes it. */
export type Order<Row> = (a: Row, b: Row) => number;

/** Text by its bytes in UTF-8: U+FFFD comes before U+1F600, against the order of JavaScript's own strings. NULL as `''`. */
export function compareText(a: string | null, b: string | null): number {
  return Buffer.compare(Buffer.from(a ?? '', 'utf8'), Buffer.from(b ?? '', 'utf8'));
}

/** Numbers by their value, NULL as 0. */
export function compareNumbers(a: number | bigint | null, b: number | bigint | null): number {
  const left = a ?? 0;
  const right = b ?? 0;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** What is false comes first. */
export function compareFlags(a: boolean, b: boolean): number {
  return Number(a) - Number(b);
}

/** The order of the first value that differs; of equal values, one that is NULL comes before one that only counts as it. */
export function compareAll(
  a: readonly (string | number | bigint | null)[],
  b: readonly (string | number | bigint | null)[],
): number {
  for (const [index, left] of a.entries()) {
    const order = compareValues(left, b[index] ?? null);
    if (order !== 0) return order;
  }
  for (const [index, left] of a.entries()) {
    const order = compareFlags(left !== null, (b[index] ?? null) !== null);
    if (order !== 0) return order;
  }
  return 0;
}

/** The row that comes first, or `undefined` of none. */
export function least<Row>(rows: readonly Row[], order: Order<Row>): Row | undefined {
  return [...rows].sort(order)[0];
}

/** The rows by the value that `keyOf` gives each of them. */
export function groupBy<Key, Row>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

function compareValues(a: string | number | bigint | null, b: string | number | bigint | null): number {
  if (typeof a === 'string' || typeof b === 'string') return compareText(toText(a), toText(b));
  return compareNumbers(a, b);
}

function toText(value: string | number | bigint | null): string | null {
  return typeof value === 'string' || value === null ? value : String(value);
}
