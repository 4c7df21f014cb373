import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cell } from '../../src/dashboard/api.ts';
import { nextSorting, sortedRows } from '../../src/dashboard/web/sorted-rows.ts';
import '../seed.ts';

function sorted(values: readonly Cell[], isDescending: boolean, numbers: readonly string[] = ['n']) {
  const rows = values.map((n) => ({ n }));
  return sortedRows(rows, { column: 'n', isDescending }, numbers).map(({ n }) => n);
}

describe('rows sorted by a column', () => {
  test('NULLs come last in both directions', () => {
    expect(sorted([2, null, 1], false)).toEqual([1, 2, null]);
    expect(sorted([2, null, 1], true)).toEqual([2, 1, null]);
    expect(sorted(['b', null, 'a'], true, [])).toEqual(['b', 'a', null]);
  });

  test('numbers are sorted as numbers, and texts as texts', () => {
    expect(sorted([10, 9, -1], false)).toEqual([-1, 9, 10]);
    expect(sorted(['10', '9', '-1'], false, [])).toEqual(['-1', '10', '9']);
  });

  test('numbers that JavaScript cannot hold exactly are compared by all of their digits', () => {
    expect(sorted(['9007199254740993', 9007199254740992, '9007199254740995.5'], true)).toEqual([
      '9007199254740995.5',
      '9007199254740993',
      9007199254740992,
    ]);
    expect(sorted(['NaN', 1, 'Infinity', '-Infinity'], false)).toEqual(['-Infinity', 1, 'Infinity', 'NaN']);
  });

  test('any large decimals', () => {
    const decimal = fc
      .tuple(fc.bigInt(10n ** 17n, 10n ** 17n + 20n), fc.integer({ min: 0, max: 9 }), fc.boolean())
      .map(([whole, tenths, isNegative]) => ({
        text: `${isNegative ? '-' : ''}${whole}.${tenths}`,
        exact: (whole * 10n + BigInt(tenths)) * (isNegative ? -1n : 1n),
      }));
    fc.assert(
      fc.property(fc.array(decimal), (numbers) => {
        const expected = numbers.toSorted((a, b) => (a.exact < b.exact ? -1 : a.exact > b.exact ? 1 : 0));
        expect(
          sorted(
            numbers.map(({ text }) => text),
            false,
          ),
        ).toEqual(expected.map(({ text }) => text));
      }),
    );
  });

  test('a click sorts upwards, another one downwards, the third as the statement did', () => {
    const first = nextSorting(undefined, 'n');
    const second = nextSorting(first, 'n');
    expect([first?.isDescending, second?.isDescending, nextSorting(second, 'n')]).toEqual([
      false,
      true,
      undefined,
    ]);
    expect(nextSorting(second, 'm')).toEqual({ column: 'm', isDescending: false });
  });
});
