export type ColumnType = 'text' | 'integer' | 'bigint' | 'double';
export type Value = string | number | bigint | null;

/** Why a value does not fit its column. */
export type Misfit = 'type' | 'range' | 'fraction';
export type Converted = { readonly value: Value } | { readonly misfit: Misfit };

const ranges = {
  integer: [-(2n ** 31n), 2n ** 31n - 1n],
  bigint: [-(2n ** 63n), 2n ** 63n - 1n],
} as const;

/** The value of a JSON text in a column of a type; `undefined` is a key that is absent. */
export function convert(raw: string | undefined, type: ColumnType): Converted {
  if (raw === undefined || raw === 'null') return { value: null };
  if (type === 'text') return { value: raw.startsWith('"') ? String(JSON.parse(raw)) : raw };
  const text = raw.startsWith('"') ? String(JSON.parse(raw)) : raw;
  if (raw === '""') return { value: null };
  const decimal = /^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/.exec(text);
  if (decimal === null) return { misfit: 'type' };
  if (type === 'double') {
    const value = Number(text);
    return Number.isFinite(value) ? { value } : { misfit: 'range' };
  }
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = decimal;
  return toInteger(sign, whole + fraction, BigInt(exponent.replace('+', '')) - BigInt(fraction.length), type);
}

/** Exactly `digits` times ten to the `power`: no value is rounded on the way. */
function toInteger(sign: string, digits: string, power: bigint, type: 'integer' | 'bigint'): Converted {
  const significant = digits.replace(/^0+/, '').replace(/0+$/, '');
  if (significant === '') return { value: type === 'bigint' ? 0n : 0 };
  const zeros = power + BigInt(digits.length - digits.replace(/0+$/, '').length);
  if (zeros < 0n) return { misfit: 'fraction' };
  // A number of more digits fits neither type, and need not be written out.
  if (BigInt(significant.length) + zeros > 19n) return { misfit: 'range' };
  const value = BigInt(`${sign}${significant}${'0'.repeat(Number(zeros))}`);
  const [low, high] = ranges[type];
  if (value < low || value > high) return { misfit: 'range' };
  return { value: type === 'bigint' ? value : Number(value) };
}
