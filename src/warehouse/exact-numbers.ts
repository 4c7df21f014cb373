/** The number of a decimal text if JavaScript prints it alike, else the text. */
export function exactNumber(text: string): string | number {
  const number = Number(text);
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return Number.isFinite(number) && String(number) === short ? number : text;
}

/** A floating-point number as JSON can carry it: it has no NaN and no infinities. */
export function exactFloat(number: number): string | number {
  return Number.isFinite(number) ? number : String(number);
}

/** The shortest decimal number that is this one in 32 bits: 0.1 in place of 0.10000000149011612. */
export function shortestReal(number: number): string | number {
  if (!Number.isFinite(number)) return String(number);
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(number.toPrecision(digits));
    if (Math.fround(short) === number) return short;
  }
  return number;
}
