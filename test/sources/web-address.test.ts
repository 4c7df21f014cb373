import { expect, test } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { refuseAddress } from '../../src/sources/web-address.ts';

const signature = '?X-Amz-Credential=AKIDEXAMPLE&X-Amz-Signature=5ec2e7';

test.each([
  ['https://b.s3.amazonaws.com/log_data/a.json', 's3://b/log_data/a.json'],
  [`https://b.s3.us-west-2.amazonaws.com/log_data/a.json${signature}`, 's3://b/log_data/a.json'],
  ['https://my.bucket.s3-us-west-2.amazonaws.com/log_data/', 's3://my.bucket/log_data/'],
  ['https://s3.us-west-2.amazonaws.com/b/log_data/11', 's3://b/log_data/11'],
  [`https://s3.amazonaws.com/b/a%20b%2B.json${signature}`, 's3://b/a b+.json'],
  ['https://s3-us-west-2.amazonaws.com/b', 's3://b'],
  ['http://b.s3.dualstack.eu-west-1.amazonaws.com/x', 's3://b/x'],
  ['https://b.s3-accelerate.amazonaws.com/x', 's3://b/x'],
  ['https://b.s3.cn-north-1.amazonaws.com.cn/x', 's3://b/x'],
  ['http://127.0.0.1:9000/b/x', 's3://b/x'],
  [
    'https://us-west-2.console.aws.amazon.com/s3/buckets/b?region=us-west-2&prefix=log_data/',
    's3://b/log_data/',
  ],
  ['https://s3.console.aws.amazon.com/s3/object/b?prefix=log_data/a.json', 's3://b/log_data/a.json'],
  ['arn:aws:s3:::b/log_data/*', 's3://b/log_data/*'],
  ['file:///srv/a%20b', '/srv/a b'],
])('%s is refused with the location that it names', (address, location) => {
  const error = thrownBy(address);
  expect(error.hints).toEqual([`Write ${location}`]);
  expect(`${error.message}${error.hints}`).not.toMatch(/X-Amz|5ec2e7|AKID/);
});

test.each([
  'https://example.com/s3.amazonaws.com/x',
  'https://x.s3.evil.com/y',
  'gs://b/x',
  'abfss://c@a.dfs/x',
  'hdfs://n/x',
])('%s is refused', (address) => {
  expect(thrownBy(address).hints).toEqual(['Copy the files to a folder or to S3, and name that.']);
});

test.each(['data', '/data', 'C:\\data', 's3://b/x', 's3a://b/https://x', 'a:b', './http://x'])(
  '%s is a location',
  (location) => {
    expect(() => refuseAddress(location)).not.toThrow();
  },
);

function thrownBy(address: string): UsageError {
  try {
    refuseAddress(address, 'http://127.0.0.1:9000');
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return error as UsageError;
  }
  return expect.fail('it was taken');
}
