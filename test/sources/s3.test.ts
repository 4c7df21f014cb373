import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SparkifyError, TransientError, UsageError } from '../../src/errors.ts';
import { fetchAhead } from '../../src/sources/fetch-ahead.ts';
import { openS3Source, type S3Settings } from '../../src/sources/s3.ts';
import type { SourceFile } from '../../src/sources/source.ts';
import type { FaultKind } from '../s3-server/faults.ts';
import { type S3Server, type S3ServerOptions, startS3Server } from '../s3-server/s3-server.ts';
import { credentials, settingsFor } from './s3-settings.ts';
import { collect, readAll, strangeKeys, testS3Source } from './s3-suite.ts';

describe('on the server of the tests', () => {
  let server: S3Server;
  beforeAll(async () => {
    server = await startS3Server({ credentials });
  });
  afterAll(() => server[Symbol.asyncDispose]());
  testS3Source(() => server.endpoint);
});

/** A server with one small object, the source over it, and the object as it is listed. */
async function setUp(options: S3ServerOptions = {}, settings: Partial<S3Settings> = {}) {
  const server = await startS3Server({ buckets: { b: { 'logs/a.json': content } }, credentials, ...options });
  const source = await openS3Source('s3://b/logs', settingsFor(server.endpoint, settings));
  const [file] = await collect(source.list());
  server.reset();
  return {
    server,
    source,
    file: file as SourceFile,
    read: (signal?: AbortSignal) => readAll(source.read(file as SourceFile, signal)),
    async [Symbol.asyncDispose]() {
      await source[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

const content = '{"page":"NextSong"}\n'.repeat(10);
const large = { wholeBytes: 0 };

const passing: readonly FaultKind[] = [
  ...([
    'slow-down',
    'internal-error',
    'reset',
    'truncated',
    'wrong-length',
    'garbled',
    'stall',
    'drip',
  ] as const),
];

async function failure(work: Promise<unknown>): Promise<SparkifyError> {
  return work.then(
    () => expect.fail('nothing was thrown'),
    (error: SparkifyError) => error,
  );
}

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
      expect(new Set(files.map(({ name }) => name))).toEqual(new Set(names));
      for (const file of files) expect(await readAll(source.read(file))).toBe(file.name);
    }),
    { numRuns: 25 },
  );
});

describe('what passes', () => {
  for (const kind of passing) {
    test(`"${kind}" is tried again, for a small object`, async () => {
      await using s3 = await setUp();
      s3.server.fail(kind, { times: 2 });
      expect(await s3.read()).toBe(content);
      expect(s3.server.requests.length).toBe(3);
    });

    test(`"${kind}" that does not pass is worth another run, and says which object`, async () => {
      await using s3 = await setUp({}, { backoff: { attempts: 3, sleep: async () => {} } });
      s3.server.fail(kind);
      const error = await failure(s3.read());
      expect(error).toBeInstanceOf(TransientError);
      expect(error.message).toContain('s3://b/logs/a.json could not be read');
      expect(error.message).toContain('after 3 tries');
      expect(s3.server.requests.length).toBe(3);
    });

    // A drip or damage in bytes that were handed out already cannot be mended by going on from there.
    if (kind !== 'garbled') {
      test(`"${kind}" is gone on from, for a large object`, async () => {
        await using s3 = await setUp({}, large);
        s3.server.fail(kind, { times: 1 });
        expect(await s3.read()).toBe(content);
        expect(s3.server.requests.length).toBe(2);
      });
    }

    test(`"${kind}" is tried again, for a listing`, async () => {
      await using s3 = await setUp();
      s3.server.fail(kind, { operation: 'ListObjectsV2', times: 2 });
      if (kind === 'garbled') return;
      expect((await collect(s3.source.list())).length).toBe(1);
    });
  }

  test('a large object is asked for from the byte where it broke off, and only if it is still the same', async () => {
    await using s3 = await setUp({}, large);
    s3.server.fail('truncated', { times: 1 });
    expect(await s3.read()).toBe(content);
    const { range, 'if-match': ifMatch } = s3.server.requests[1]?.headers ?? {};
    expect(range).toBe(`bytes=${content.length / 2}-`);
    expect(ifMatch).toBe(`"${s3.file.version}"`);
  });

  test('a large object that changes in the middle is noticed', async () => {
    await using s3 = await setUp({}, large);
    s3.server.fail('truncated', { times: 1 });
    const chunks = s3.source.read(s3.file)[Symbol.asyncIterator]();
    await chunks.next();
    s3.server.put('b', 'logs/a.json', content.toUpperCase());
    expect((await failure(chunks.next())).message).toBe('s3://b/logs/a.json changed after it was listed.');
  });

  test('a large object that arrives damaged is worth another run', async () => {
    await using s3 = await setUp({}, large);
    s3.server.fail('garbled', { times: 1 });
    const error = await failure(s3.read());
    expect(error).toBeInstanceOf(TransientError);
    expect(error.message).toContain('s3://b/logs/a.json arrived damaged');
  });

  test('a large object may be left in the middle', async () => {
    await using s3 = await setUp({ buckets: { b: { 'logs/a.json': Buffer.alloc(8 << 20) } } }, large);
    for await (const chunk of s3.source.read(s3.file)) {
      expect(chunk.length).toBeLessThan(8 << 20);
      break;
    }
  });

  test('a server that is not there is worth another run', async () => {
    const s3 = await setUp();
    await s3.server[Symbol.asyncDispose]();
    expect(await failure(collect(s3.source.list()))).toBeInstanceOf(TransientError);
    await s3.source[Symbol.asyncDispose]();
  });

  test('each wait may be twice as long as the one before it, up to the longest', async () => {
    const waits: number[] = [];
    const sleep = async (milliseconds: number) => void waits.push(milliseconds);
    const backoff = { attempts: 6, firstDelay: 100, longestDelay: 500, random: () => 0.5, sleep };
    await using s3 = await setUp({}, { backoff });
    s3.server.fail('slow-down');
    await failure(s3.read());
    expect(waits).toEqual([50, 100, 200, 250, 250]);
  });
});

describe('what does not pass', () => {
  const permanent = [
    ['access-denied', 'Access to s3://b/logs was denied.'],
    ['expired-token', 'The AWS credentials have expired'],
  ] as const;
  for (const [kind, message] of permanent) {
    test(`"${kind}" is told at once, with what to do`, async () => {
      await using s3 = await setUp();
      s3.server.fail(kind);
      const error = await failure(collect(s3.source.list()));
      expect(error).toBeInstanceOf(UsageError);
      expect(error.message).toContain(message);
      expect(error.hints.length).toBeGreaterThan(0);
      expect(s3.server.requests.length).toBe(1);
    });
  }

  test('wrong credentials are told at once', async () => {
    await using server = await startS3Server({ buckets: { b: {} }, credentials });
    for (const [wrong, code] of [
      [{ ...credentials, secretAccessKey: 'wrong' }, 'SignatureDoesNotMatch'],
      [{ ...credentials, accessKeyId: 'WRONG' }, 'InvalidAccessKeyId'],
    ] as const) {
      await using source = await openS3Source(
        's3://b/x',
        settingsFor(server.endpoint, { credentials: wrong }),
      );
      const error = await failure(collect(source.list()));
      expect(error).toBeInstanceOf(UsageError);
      expect(error.message).toContain(`The AWS credentials were not accepted for s3://b/x.`);
      expect(error.message).toContain(code);
    }
  });

  test('an endpoint that is no address is told before anything is sent', async () => {
    await expect(openS3Source('s3://b/x', settingsFor('nonsense'))).rejects.toThrow(UsageError);
  });
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
      await using s3 = await setUp({}, { ...settings, idleTimeout: 30_000 });
      s3.server.fail('stall');
      const given = new AbortController();
      const reading = failure(s3.read(given.signal));
      await expect.poll(() => s3.server.requests.length).toBe(1);
      given.abort(new Error('enough'));
      expect((await reading).message).toBe('enough');
    }
  });

  test('leave no warning about the version of Node.js', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => void warnings.push(warning);
    process.on('warning', note);
    await using s3 = await setUp();
    await s3.read();
    await new Promise(setImmediate);
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });
});
