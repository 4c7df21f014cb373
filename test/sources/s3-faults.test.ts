import { describe, expect, test } from 'vitest';
import { TransientError, UsageError } from '../../src/errors.ts';
import { openS3Source } from '../../src/sources/s3.ts';
import type { FaultKind } from '../s3-server/faults.ts';
import { startS3Server } from '../s3-server/s3-server.ts';
import { credentials, settingsFor } from './s3-settings.ts';
import { content, failure, large, setUp } from './s3-setup.ts';
import { collect } from './s3-suite.ts';

const broken = ['slow-down', 'internal-error', 'reset', 'truncated', 'wrong-length', 'garbled'] as const;
const slow = ['stall', 'drip'] as const;

// Each has a server of its own, and most of its time is waiting.
describe.concurrent('what passes', () => {
  for (const kind of [...broken, ...slow] satisfies readonly FaultKind[]) {
    const timeouts = slow.some((one) => one === kind) ? { idleTimeout: 300 } : {};

    test(`"${kind}" is tried again, for a small object`, async () => {
      await using s3 = await setUp({}, timeouts);
      s3.server.fail(kind, { times: 2 });
      expect(await s3.read()).toBe(content);
      expect(s3.server.requests.length).toBe(3);
    });

    test(`"${kind}" that does not pass is worth another run, and says which object`, async () => {
      await using s3 = await setUp({}, { ...timeouts, backoff: { attempts: 3, sleep: async () => {} } });
      s3.server.fail(kind);
      const error = await failure(s3.read());
      expect(error).toBeInstanceOf(TransientError);
      expect(error.message).toContain('s3://b/logs/a.json could not be read');
      expect(error.message).toContain('after 3 tries');
      expect(s3.server.requests.length).toBe(3);
    });

    // Damage in bytes that were handed out already cannot be repaired by continuing from there.
    if (kind !== 'garbled') {
      test(`"${kind}" is gone on from, for a large object`, async () => {
        await using s3 = await setUp({}, { ...timeouts, ...large });
        s3.server.fail(kind, { times: 1 });
        expect(await s3.read()).toBe(content);
        expect(s3.server.requests.length).toBe(2);
      });
    }

    // A listing has no checksum, and one changed byte in a name is another name.
    if (kind !== 'garbled') {
      test(`"${kind}" is tried again, for a listing`, async () => {
        await using s3 = await setUp({}, timeouts);
        s3.server.fail(kind, { operation: 'ListObjectsV2', times: 2 });
        expect((await collect(s3.source.list())).length).toBe(1);
      });
    }
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
    test(`"${kind}" is reported at once, with what to do`, async () => {
      await using s3 = await setUp();
      s3.server.fail(kind);
      const error = await failure(collect(s3.source.list()));
      expect(error).toBeInstanceOf(UsageError);
      expect(error.message).toContain(message);
      expect(error.hints.length).toBeGreaterThan(0);
      expect(s3.server.requests.length).toBe(1);
    });
  }

  test('wrong credentials are reported at once', async () => {
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

  test('an endpoint that is no address is reported before anything is sent', async () => {
    await expect(openS3Source('s3://b/x', settingsFor('nonsense'))).rejects.toThrow(UsageError);
  });
});
