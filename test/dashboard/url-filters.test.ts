import { expect, test } from 'vitest';
import { excludableFilters } from '../../src/ask/filters.ts';
import { plainNames } from '../../src/dashboard/url-filters.ts';

test('an address of the page has the filters of saved queries', () => {
  expect(plainNames).toEqual(excludableFilters);
});
