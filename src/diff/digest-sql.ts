import type { ColumnType } from '../schema/types.ts';
import type { ComparedTable } from './compared-tables.ts';

/**
 * Digests of the rows of a table, by bucket: the number of rows, and sums over parts of their hashes, which do not
 * depend on any order. The text is the same on both engines, and so is what it computes.
 */
export function digestSql(table: ComparedTable): string {
  return `with hashes as (
    select md5(
        ${lineOf(table)}
    ) as hash
    from ${table.name}
)

select
    substring(hash, 1, ${bucketDigits}) as bucket,
    count(*) as row_count,
    sum(${numberAt(4)}) as first_sum,
    sum(${numberAt(12)}) as second_sum
from hashes
group by substring(hash, 1, ${bucketDigits})`;
}

/** The rows of some buckets; `row_text`, which no table has a column of, is equal for equal rows. */
export function rowsSql(table: ComparedTable, buckets: readonly string[]): string {
  const names = table.columns.map(({ name }) => name);
  return `with lines as (
    select
        ${[...names, `${lineOf(table)} as row_text`].join(',\n        ')}
    from ${table.name}
)

select ${names.join(', ')}, row_text
from lines
where substring(md5(row_text), 1, ${bucketDigits}) in (${buckets.map((bucket) => `'${bucket}'`).join(', ')})`;
}

/** 4,096 buckets: where a table differs, a few of them are all that has to be looked at. */
const bucketDigits = 3;

/** Hexadecimal digits of the hash as a number; neither engine reads them in the words of the other. */
function numberAt(first: number): string {
  const digits = [0, 1, 2, 3, 4, 5].map(
    (offset) => `position(substring(hash, ${first + offset}, 1) in '0123456789abcdef')`,
  );
  return digits.map((digit, index) => `${digit} * ${16 ** (digits.length - 1 - index)}`).join(' + ');
}

/** A row as one text. Each text in it goes with its length, so that no two rows look alike. */
function lineOf({ columns }: ComparedTable): string {
  return columns
    .map(({ name, type }) => `coalesce(${textOf[type](name)}, 'null')`)
    .join(" || '|'\n        || ");
}

const whole = (column: string) => `cast(${column} as varchar)`;

const textOf: Readonly<Record<ColumnType, (column: string) => string>> = {
  text: (column) => `cast(length(${column}) as varchar) || ':' || ${column}`,
  integer: whole,
  bigint: whole,
  boolean: (column) => `case when ${column} then 'true' when not ${column} then 'false' end`,
  // To the millionth, by the same arithmetic: the engines print and round doubles each in its own way.
  double: (column) =>
    `case when abs(${column}) < 9e12 then cast(cast(floor(${column} * 1000000.0 + 0.5) as bigint) as varchar) when abs(${column}) < 9e18 then 'large ' || cast(cast(floor(${column}) as bigint) as varchar) when ${column} > 0 then 'huge' else '-huge' end`,
  // Printed alike but for trailing zeros; EXTRACT of the epoch has no milliseconds on Redshift.
  timestamp: (column) =>
    `rpad(case when position('.' in cast(${column} as varchar)) > 0 then cast(${column} as varchar) else cast(${column} as varchar) || '.' end, 26, '0')`,
};
