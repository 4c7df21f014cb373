import { expect, test } from 'vitest';
import { filesToValidate } from '../../../src/warehouse/redshift/files-to-validate.ts';
import { CopyError } from '../../../src/warehouse/redshift/redshift-errors.ts';

const refusal = (...files: string[]) =>
  new CopyError(
    'copied_logs',
    files.map((file) => ({ file, line: 1, column: undefined, value: undefined, reason: 'bad', code: 1207 })),
    undefined,
  );

test('files that a COPY names are validated, also where their names are cut off', () => {
  const files = filesToValidate(true);
  expect(files.includes('s3://b/1.json')).toBe(false);
  expect(files.add(refusal('s3://b/1.json', 's3://b/lo'))).toBe(true);
  expect(['s3://b/1.json', 's3://b/long.json', 's3://b/2.json'].map(files.includes)).toEqual([
    true,
    true,
    false,
  ]);
});

test('where Redshift names no file, all are validated', () => {
  const files = filesToValidate(true);
  expect(files.add(refusal())).toBe(true);
  expect(files.includes('s3://b/2.json')).toBe(true);
});

test('after a few COPYs no file is left to the engine, and a refusal ends the run', () => {
  const files = filesToValidate(true);
  for (const number of [1, 2, 3]) expect(files.add(refusal(`s3://b/${number}.json`))).toBe(true);
  expect(files.includes('s3://b/5.json')).toBe(false);
  expect(files.add(refusal('s3://b/4.json'))).toBe(true);
  expect(files.includes('s3://b/5.json')).toBe(true);
  expect(files.add(refusal('s3://b/5.json'))).toBe(false);
});

test.each([
  ['the engine cannot leave out a file', false, refusal('s3://b/1.json')],
  ['a batch of validated records was refused', true, new CopyError('staging_events', [], undefined)],
  ['something else failed', true, new Error('no')],
])('the run ends where %s', (_, leavesOutFiles, error) => {
  expect(filesToValidate(leavesOutFiles).add(error)).toBe(false);
});
