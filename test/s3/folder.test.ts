import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { openS3Folder } from '../../src/s3/folder.ts';
import { startS3Server } from '../s3-server/s3-server.ts';
import { credentials, settingsFor } from '../sources/s3-settings.ts';
import { failure } from '../sources/s3-setup.ts';

const content = Buffer.from([0, 31, 139, 255, 10, 13]);

async function setUp() {
  const server = await startS3Server({ buckets: { scratch: {} }, credentials });
  const folder = await openS3Folder('s3://scratch/a b/run', settingsFor(server.endpoint));
  return {
    server,
    folder,
    async [Symbol.asyncDispose]() {
      await folder[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

test('an object that is put is there byte for byte, and gone when it is removed', async () => {
  await using given = await setUp();
  const { server, folder } = given;
  expect(await folder.put('part-1.gz', content)).toBe('s3://scratch/a b/run/part-1.gz');
  const [put] = server.requests;
  expect(put?.headers['x-amz-content-sha256']).toBe(createHash('sha256').update(content).digest('hex'));
  const stored = server.objects('scratch');
  expect([...stored]).toEqual([['a b/run/part-1.gz', content]]);
  await folder.remove('part-1.gz');
  expect([...server.objects('scratch')]).toEqual([]);
  await folder.remove('part-1.gz');
});

test('the objects of a folder are listed page by page, by their names below it', async () => {
  const keys = Array.from({ length: 1001 }, (_, index) => `run/a b+c/${index}.parquet`);
  const objects = Object.fromEntries([...keys, 'running/x.parquet'].map((key) => [key, 'abc']));
  await using server = await startS3Server({ buckets: { scratch: objects }, credentials });
  await using folder = await openS3Folder('s3://scratch/run', settingsFor(server.endpoint));
  expect(await folder.list()).toEqual(
    keys.toSorted().map((key) => ({ name: key.slice('run/'.length), bytes: 3 })),
  );
  expect(server.requests).toHaveLength(2);
  server.fail('repeated-token', { operation: 'ListObjectsV2' });
  expect((await failure(folder.list())).message).toContain('"again" came again');
});

test('an upload that S3 could not take for a while is sent again', async () => {
  await using given = await setUp();
  const { server, folder } = given;
  server.fail('slow-down', { times: 2 });
  await folder.put('part-1.gz', content);
  expect(server.requests).toHaveLength(3);
  expect([...server.objects('scratch').values()]).toEqual([content]);
});

test('a bucket that may not be written is reported with the permissions that are missing', async () => {
  await using server = await startS3Server({ buckets: { scratch: {} }, credentials });
  const settings = settingsFor(server.endpoint, {
    credentials: { ...credentials, secretAccessKey: 'other' },
  });
  await using folder = await openS3Folder('s3://scratch/run', settings);
  expect(await failure(folder.put('part-1.gz', content))).toMatchObject({ exitCode: 2 });
  await using open = await startS3Server({ buckets: { scratch: {} }, credentials });
  open.fail('access-denied');
  await using denied = await openS3Folder('s3://scratch/run', settingsFor(open.endpoint));
  expect(await failure(denied.put('part-1.gz', content))).toMatchObject({
    message: expect.stringContaining('s3://scratch/run/part-1.gz'),
    hints: [expect.stringContaining('s3:PutObject')],
  });
});

test('a bucket in another region is found there', async () => {
  await using server = await startS3Server({ buckets: { scratch: {} }, credentials, region: 'eu-west-1' });
  await using folder = await openS3Folder('s3://scratch/run', settingsFor(server.endpoint));
  await folder.put('part-1.gz', content);
  expect(folder.region).toBe('eu-west-1');
});

test('what is put is encrypted with the KMS key, by headers that are signed', async () => {
  await using server = await startS3Server({ buckets: { scratch: {} }, credentials });
  const kmsKey = 'arn:aws:kms:us-west-2:123456789012:key/1234abcd';
  await using folder = await openS3Folder('s3://scratch/run', settingsFor(server.endpoint, { kmsKey }));
  await folder.put('part-1.gz', content);
  expect(server.requests[0]?.headers).toMatchObject({
    'x-amz-server-side-encryption': 'aws:kms',
    'x-amz-server-side-encryption-aws-kms-key-id': kmsKey,
    authorization: expect.stringContaining(
      'x-amz-server-side-encryption;x-amz-server-side-encryption-aws-kms',
    ),
  });
  await folder.remove('part-1.gz');
  expect(server.requests[1]?.headers['x-amz-server-side-encryption']).toBeUndefined();
});
