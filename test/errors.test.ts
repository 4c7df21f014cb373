import { expect, test } from 'vitest';
import { reworded, UsageError } from '../src/errors.ts';
import { LostConnectionError } from '../src/warehouse/redshift/redshift-errors.ts';

test('an error with other details and hints keeps its class, its code, its message and its cause', () => {
  const cause = new Error('ECONNRESET');
  const words = { details: ['What was created is deleted.'], hints: [] };
  for (const error of [
    new UsageError('SPK-618', 'A place is needed.', { cause, details: ['Nothing was created.'] }),
    new LostConnectionError('The connection was lost.', { atCommit: true, cause }),
  ]) {
    const { name, code, message, exitCode } = error;
    expect(reworded(error, words)).toBeInstanceOf(error.constructor);
    expect(reworded(error, words)).toMatchObject({ name, code, message, exitCode, cause, ...words });
  }
  const lost = new LostConnectionError('The connection was lost.', { atCommit: true, cause });
  expect(reworded(lost, words).mayBeCommitted).toBe(true);
  expect(reworded(new UsageError('SPK-618', 'A place.'), words).cause).toBeInstanceOf(UsageError);
});
