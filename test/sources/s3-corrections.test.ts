import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { openS3Source } from '../../src/sources/s3.ts';
import { startS3Server } from '../s3-server/s3-server.ts';
import { credentials, settingsFor } from './s3-settings.ts';
import { content, failure, setUp } from './s3-setup.ts';
import { collect, readAll } from './s3-suite.ts';

const buckets = { b: { 'logs/a.json': content } };
const day = 24 * 60 * 60_000;

describe('a clock that is wrong', () => {
  for (const [where, ahead] of [
    ['behind', day],
    ['ahead', -day],
  ] as const) {
    test(`a day ${where} is corrected once, by the time that S3 answers with`, async () => {
      await using server = await startS3Server({ buckets, credentials, ahead });
      await using source = await openS3Source('s3://b/logs', settingsFor(server.endpoint));
      const [file] = await collect(source.list());
      expect(file && (await readAll(source.read(file)))).toBe(content);
      // The first list is refused; nothing after it is.
      expect(server.requests.map(({ operation }) => operation)).toEqual([
        'ListObjectsV2',
        'ListObjectsV2',
        'GetObject',
      ]);
    });
  }

  test('by an hour is corrected for many requests at once', async () => {
    const objects = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`logs/${index}.json`, `${index}`]),
    );
    await using server = await startS3Server({ buckets: { b: objects }, credentials, ahead: day });
    await using source = await openS3Source('s3://b/logs', settingsFor(server.endpoint));
    const files = Object.keys(objects).map((key) => ({
      location: `s3://b/${key}`,
      name: key,
      size: objects[key]?.length ?? 0,
      version: server.put('b', key, objects[key] ?? '').etag.replaceAll('"', ''),
    }));
    expect(await Promise.all(files.map((file) => readAll(source.read(file))))).toEqual(
      Object.values(objects),
    );
  });
});

describe('a redirect', () => {
  test('for now (307) is followed, signed for where it goes', async () => {
    await using there = await startS3Server({ buckets, credentials });
    await using server = await startS3Server({ redirect: there.endpoint });
    await using source = await openS3Source('s3://b/logs', settingsFor(server.endpoint));
    const [file] = await collect(source.list());
    expect(file && (await readAll(source.read(file)))).toBe(content);
    expect(server.requests.length).toBe(1);
    expect(there.requests.length).toBe(2);
  });

  test('in a circle ends', async () => {
    await using server = await startS3Server({ redirect: 'http://127.0.0.1:9' });
    const settings = settingsFor(server.endpoint, { backoff: { attempts: 3, sleep: async () => {} } });
    await using source = await openS3Source('s3://b/logs', settings);
    expect((await failure(collect(source.list()))).message).toContain('after 3 tries');
  });
});

test('a listing that repeats its continuation token ends with an error', async () => {
  await using s3 = await setUp();
  s3.server.fail('repeated-token', { operation: 'ListObjectsV2' });
  const error = await failure(collect(s3.source.list()));
  expect(error).toBeInstanceOf(UsageError);
  expect(error.message).toContain('The listing of s3://b/logs has no end: ');
  expect(error.message).toContain('"again" came again');
  expect(s3.server.requests.length).toBe(2);
});

test('a session token that MinIO does not know is a matter of the credentials', async () => {
  await using s3 = await setUp();
  s3.server.fail('unknown-token');
  const error = await failure(collect(s3.source.list()));
  expect(error).toBeInstanceOf(UsageError);
  expect(error.message).toContain('The AWS credentials were not accepted for s3://b/logs.');
});
