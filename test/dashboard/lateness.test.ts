import { expect, test } from 'vitest';
import type { ApiStatus } from '../../src/dashboard/api.ts';
import { latenessOf } from '../../src/dashboard/web/lateness.ts';

const now = new Date('2018-12-01T12:00:00Z');

function status(finishedAt: string | null, expectedSeconds: number | null): ApiStatus {
  const run = finishedAt === null ? null : { run_id: 1, finished_at: finishedAt };
  return { run, expected_seconds: expectedSeconds } as ApiStatus;
}

test.each([
  ['2018-12-01 11:00:00', 3600, { isLate: false, expected: 'every 1 h' }],
  ['2018-12-01 10:59:59.9', 3600, { isLate: true, expected: 'every 1 h' }],
  ['2018-11-01 00:00:00', 30 * 86_400, { isLate: true, expected: 'every 30 d' }],
  ['2018-12-01 11:59:00', 1800, { isLate: false, expected: 'every 30 min' }],
  [null, 3600, { isLate: true, expected: 'every 1 h' }],
  ['2018-01-01 00:00:00', null, undefined],
])('a run of %s, expected within %s s, is late or not', (finishedAt, expected, lateness) => {
  expect(latenessOf(status(finishedAt, expected), now)).toEqual(lateness);
});
