import fc from 'fast-check';
import { expect, test } from 'vitest';
import { count, formatBytes, formatSeconds } from '../src/numbers.ts';

test('a duration has less than 60 seconds beside its minutes', () => {
  expect([0, 99.94, 99.96, 119.6, 239.7, 3600].map(formatSeconds)).toEqual([
    ...['0.0 s', '99.9 s', '1 min 40 s', '2 min 0 s', '4 min 0 s', '60 min 0 s'],
  ]);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (seconds) => {
      expect(formatSeconds(seconds)).toMatch(/^(\d\d?\.\d s|\d+ min [1-5]?\d s)$/);
    }),
  );
});

test('a size has less than 1,000 of its unit', () => {
  expect([0, 999, 1000, 999_949, 999_950, 4.4e6].map(formatBytes)).toEqual([
    ...['0 bytes', '999 bytes', '1.0 kB', '999.9 kB', '1.0 MB', '4.4 MB'],
  ]);
  fc.assert(
    fc.property(fc.nat(), (bytes) => {
      expect(formatBytes(bytes)).toMatch(/^(\d{1,3} bytes|\d{1,3}\.\d [kMGT]B)$/);
    }),
  );
});

test('one of a thing is singular', () => {
  expect([0, 1, 14_896].map((number) => count(number, 'file'))).toEqual([
    '0 files',
    '1 file',
    '14,896 files',
  ]);
});
