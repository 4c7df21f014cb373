import { exactFloat, exactNumber, shortestReal } from '../exact-numbers.ts';
import type { Value } from '../warehouse.ts';

/** Numbers of types in PostgreSQL's protocol, as Redshift uses them. */
export const types = {
  boolean: 16,
  bigint: 20,
  smallint: 21,
  integer: 23,
  real: 700,
  double: 701,
  numeric: 1700,
};

/**
 * How the text that Redshift sends becomes a value; the one place where that is decided. No number is rounded. Dates
 * and times stay text, as they are in UTC.
 */
export function valueParser(type: number): (text: string) => Value {
  switch (type) {
    case types.boolean:
      return (text) => text === 't';
    case types.bigint:
    case types.smallint:
    case types.integer:
      return wholeNumber;
    case types.real:
      return (text) => shortestReal(Math.fround(Number(text)));
    case types.double:
      return (text) => exactFloat(Number(text));
    case types.numeric:
      return (text) => (/^-?\d+$/.test(text) ? wholeNumber(text) : exactNumber(text));
    default:
      return (text) => text;
  }
}

function wholeNumber(text: string): Value {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

/** What `pg` is given for a parameter: text, so that Redshift alone decides on its type. */
export const toParameter = (value: Value): string | null => (value === null ? null : String(value));
