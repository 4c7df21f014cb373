import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fetchAhead } from '../../src/sources/fetch-ahead.ts';
import { openS3Source } from '../../src/sources/s3.ts';
import type { OnSkipped, SourceFile } from '../../src/sources/source.ts';
import { type S3Server, startS3Server } from '../s3-server/s3-server.ts';
import { credentials, settingsFor } from './s3-settings.ts';
import { content, failure, large, setUp } from './s3-setup.ts';
import { collect, readAll, strangeKeys, testS3Source } from './s3-suite.ts';

describe('on the server of the tests', () => {
  const keysPerPage = 20; // an object is two requests, and each is verified
  let server: S3Server;
  beforeAll(async () => {
    server = await startS3Server({ credentials, keysPerPage });
  });
  afterAll(() => server[Symbol.asyncDispose]());
  testS3Source(() => server.endpoint, strangeKeys, keysPerPage);
});

test('1,014 objects cost two lists, one GET each, and nothing else', async () => {
  const objects = Object.fromEntries(
    Array.from({ length: 1014 }, (_, index) => [`songs/${index}.json`, `${index}`]),
  );
  await using server = await startS3Server({ buckets: { b: objects } });
  await using source = await openS3Source('s3://b/songs', settingsFor(server.endpoint));
  await collect(fetchAhead(source, source.list()));
  const asked = server.requests.map(({ operation, key }) => `${operation} ${key}`);
  const gets = Object.keys(objects).map((key) => `GetObject ${key}`);
  expect(asked.toSorted()).toEqual([...gets, 'ListObjectsV2 ', 'ListObjectsV2 '].toSorted());
});

test('the next page is asked for while the one before it is used', async () => {
  const objects = Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`songs/${index}.json`, '']));
  await using server = await startS3Server({ buckets: { b: objects } });
  await using source = await openS3Source('s3://b/songs', settingsFor(server.endpoint));
  const files = source.list()[Symbol.asyncIterator]();
  await files.next();
  await expect.poll(() => server.requests.length).toBe(2);
  await files.return?.();
});

test('a hidden object is found by its whole key alone, with one list of one key', async () => {
  const keys = ['p/_old/a.json', 'p/_old/a.json.gz', 'p/b.json'];
  await using server = await startS3Server({
    buckets: { b: Object.fromEntries(keys.map((key) => [key, ''])) },
  });
  await using source = await openS3Source('s3://b/p', settingsFor(server.endpoint));
  const names = ['_old/a.json', '_old/a.json.gz', '_old/a', '_old', '_old/', '_old/b.json'];
  const found = [];
  for (const name of names) found.push(await source.has?.(`s3://b/p/${name}`));
  expect(found).toEqual([true, true, false, false, false, false]);
  expect(server.requests.map(({ query }) => query.get('max-keys'))).toEqual(names.map(() => '1'));
});

test('the parts . and .. of a key are hidden names, and an object below them is read by its whole key', async () => {
  const hidden = ['p/../../etc/passwd.json', 'p/a/./b.json', 'p/./c.json'];
  await using server = await startS3Server({
    buckets: { b: Object.fromEntries([...hidden, 'p/d.json'].map((key) => [key, key])) },
  });
  const read = async (key: string, onSkipped?: OnSkipped) => {
    await using source = await openS3Source(`s3://b/${key}`, settingsFor(server.endpoint));
    const files = await collect(source.list(undefined, onSkipped));
    return await Promise.all(files.map((file) => readAll(source.read(file))));
  };
  const skipped: string[] = [];
  expect(await read('p', ({ location }) => skipped.push(location))).toEqual(['p/d.json']);
  expect(skipped.sort()).toEqual(['s3://b/p/../', 's3://b/p/./', 's3://b/p/a/./']);
  for (const key of hidden) expect(await read(key)).toEqual([key]);
});

const nameOf = ({ location }: SourceFile) => location.slice('s3://b/p/'.length);

test('any key comes back from a listing as it was, and can be read', async () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    .map((text) => `x${text.replaceAll('/', '')}.json`);
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(name, { minLength: 1, maxLength: 8 }), async (names) => {
      const objects = Object.fromEntries(names.map((name) => [`p/${name}`, name]));
      await using server = await startS3Server({ buckets: { b: objects }, credentials });
      await using source = await openS3Source('s3://b/p', settingsFor(server.endpoint));
      const files = await collect(source.list());
      expect(new Set(files.map(nameOf))).toEqual(new Set(names));
      for (const file of files) expect(await readAll(source.read(file))).toBe(nameOf(file));
    }),
    { numRuns: 25 },
  );
});

describe('requests', () => {
  test('are signed so that the SDK finds the same signature, whatever is in the key', async () => {
    const objects = Object.fromEntries(strangeKeys.map((key) => [`p/${key}`, key]));
    const settings = { requesterPays: true, credentials: { ...credentials, sessionToken: 'token/+=' } };
    await using server = await startS3Server({ buckets: { b: objects }, credentials });
    await using source = await openS3Source('s3://b/p', settingsFor(server.endpoint, settings));
    expect((await collect(fetchAhead(source, source.list()))).length).toBe(strangeKeys.length);
    for (const { headers } of server.requests) {
      expect(headers['x-amz-request-payer']).toBe('requester');
      expect(headers['x-amz-security-token']).toBe('token/+=');
      expect(headers.authorization).toMatch(/SignedHeaders=host;.*x-amz-request-payer;x-amz-security-token,/);
    }
  });

  test('carry no credentials where they are not to be signed', async () => {
    await using server = await startS3Server({ buckets: { b: { 'p/a.json': 'public' } } });
    await using source = await openS3Source(
      's3://b/p',
      settingsFor(server.endpoint, { signRequests: false }),
    );
    expect((await collect(fetchAhead(source, source.list()))).length).toBe(1);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  });

  test('follow a bucket into its region', async () => {
    await using s3 = await setUp({ region: 'eu-west-1' });
    expect(await s3.read()).toBe(content);
    expect(s3.server.requests.length).toBe(1);
    expect(s3.server.requests[0]?.headers.authorization).toContain('/eu-west-1/s3/');
  });

  test('end when they are given up, with the reason', async () => {
    for (const settings of [{}, large]) {
      await using s3 = await setUp({}, settings);
      s3.server.fail('stall');
      const given = new AbortController();
      const reading = failure(s3.read(given.signal));
      await expect.poll(() => s3.server.requests.length).toBe(1);
      given.abort(new Error('enough'));
      expect((await reading).message).toBe('enough');
    }
  });
});
