import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { folderPrefix, isS3Location, parseS3Location } from '../../src/s3/location.ts';
import { withS3Scheme } from '../../src/s3-scheme.ts';

test('whatever follows the bucket is the key, to the letter', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z0-9][a-z0-9.-]{2,20}$/),
      fc.string({ unit: 'grapheme' }),
      (bucket, key) => {
        expect(parseS3Location(`s3://${bucket}/${key}`)).toEqual({ bucket, key });
      },
    ),
  );
});

test('a bucket may be named alone', () => {
  expect(parseS3Location('s3://bucket')).toEqual({ bucket: 'bucket', key: '' });
  expect(parseS3Location('s3://bucket/')).toEqual({ bucket: 'bucket', key: '' });
});

test('a folder ends with one slash more only where it has none', () => {
  expect(['', 'song_data', 'song_data/', 'odd//'].map(folderPrefix)).toEqual([
    '',
    'song_data/',
    'song_data/',
    'odd//',
  ]);
});

test('what cannot be a location says what one looks like', () => {
  for (const location of ['s3:/bucket/x', 's3://', 's3:///key', 'https://bucket/x', 's3://a bucket/x']) {
    expect(() => parseS3Location(location)).toThrow(UsageError);
    expect(() => parseS3Location(location)).toThrow('expected s3://bucket/prefix');
  }
});

test.each(['s3a', 's3n', 'S3', 's3'])('%s:// means s3://', (scheme) => {
  expect(isS3Location(`${scheme}://bucket/x`)).toBe(true);
  expect(parseS3Location(`${scheme}://bucket/s3a://x`)).toEqual({ bucket: 'bucket', key: 's3a://x' });
  expect(withS3Scheme(`${scheme}://bucket/x`)).toBe('s3://bucket/x');
});

test('paths are no locations in S3', () => {
  for (const path of ['data', './s3', '/s3://', 'C:\\s3']) expect(isS3Location(path)).toBe(false);
});
