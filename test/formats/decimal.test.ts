import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isDecimal, wholeNumber } from '../../src/formats/decimal.ts';
import { runs } from '../runs.ts';

describe('isDecimal', () => {
  test.each(['0', '-12', '3.0', '1e3', '-1.5E-7', '007', '1.', '.5'])('takes %j', (text) => {
    expect(isDecimal(text)).toBe(true);
  });
  test.each([
    '',
    '.',
    '-',
    'e5',
    '1e',
    '1.2.3',
    '0x1F',
    '1_000',
    '1,5',
    'NaN',
    'Infinity',
    '--1',
    '+1',
    '1 ',
    '1a',
  ])('refuses %j', (text) => {
    expect(isDecimal(text)).toBe(false);
  });
});

test('a long text is validated in time that grows with its length alone', { timeout: 5000 }, () => {
  expect(isDecimal(`${'1'.repeat(2_000_000)}x`)).toBe(false);
});

describe('wholeNumber', () => {
  test.each([
    ['3.0', 3n],
    ['3e0', 3n],
    ['30e-1', 3n],
    ['0.3e1', 3n],
    ['-0', 0n],
    ['0e999999999', 0n],
    ['3.7', 'fraction'],
    ['1e-400', 'fraction'],
    ['0.5', 'fraction'],
    ['1e400', 'range'],
    ['1e999999999', 'range'],
  ] as const)('%s is %s', (text, expected) => {
    expect(wholeNumber(text)).toBe(expected);
  });

  test('shifting the point and shifting it back changes nothing', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.nat({ max: 9 }), (whole, shift) => {
        expect(wholeNumber(`${whole}${'0'.repeat(shift)}e-${shift}`)).toBe(whole);
        expect(wholeNumber(`${whole}.${'0'.repeat(shift)}`)).toBe(whole);
      }),
      runs(300),
    );
  });
});
