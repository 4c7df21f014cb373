/**
 * A text that is wholly a decimal number. Leading blanks, and a missing digit on one side of the point, pass as they
 * pass DuckDB's cast to DOUBLE: the result must be the same on every path through the program.
 */
const decimal = /^[ \t\n\v\f\r]*(-?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** Whether a text is wholly a decimal number, such as `-12`, `3.0` or `1e3`. */
export function isDecimal(text: string): boolean {
  const [match, , whole = '', fraction = ''] = decimal.exec(text) ?? [];
  return match !== undefined && whole + fraction !== '';
}

/**
 * The whole number that a decimal text means, exactly: `3.0` and `3e0` are 3n, `3.7` is `fraction`.
 * A number of more digits than any integer column holds is `range`.
 */
export function wholeNumber(text: string): bigint | 'fraction' | 'range' {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = decimal.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  if (digits === '') return 0n;
  const shift = Number(exponent) - fraction.length;
  if (digits.length + shift > 30) return 'range';
  if (shift >= 0) return BigInt(sign + digits + '0'.repeat(shift));
  if (digits.length + shift < 1 || /[1-9]/.test(digits.slice(shift))) return 'fraction';
  return BigInt(sign + digits.slice(0, shift));
}
