import { expect, test } from 'vitest';
import { setUp } from './s3-setup.ts';

// In a file of its own: the SDK gives its advice once in a process.
test('the SDK leaves no warning about the version of Node.js', async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => void warnings.push(warning);
  process.on('warning', note);
  await using s3 = await setUp();
  await s3.read();
  await new Promise(setImmediate);
  process.off('warning', note);
  expect(warnings).toEqual([]);
});
