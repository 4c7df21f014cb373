import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fetchAhead } from '../../src/sources/fetch-ahead.ts';
import type { Source, SourceFile } from '../../src/sources/source.ts';
import { collect, readAll } from './s3-suite.ts';

const indexOf = ({ location }: SourceFile) => Number(location.slice('memory:'.length));

/** A source in memory that knows how much of it is being read, or was read and not yet used. */
function memorySource(sizes: readonly number[], { waits = [] as readonly number[], broken = -1 } = {}) {
  const files = sizes.map((size, index): SourceFile => {
    return { location: `memory:${index}`, size, version: '1' };
  });
  const now = { reading: 0, mostReading: 0, started: 0, finished: 0 };
  const source: Source = {
    location: 'memory:',
    covers: (location) => location.startsWith('memory:'),
    async *list() {
      yield* files;
    },
    async *read(file, signal) {
      const index = indexOf(file);
      now.started++;
      now.mostReading = Math.max(now.mostReading, ++now.reading);
      try {
        await sleep(waits[index % waits.length] ?? 0, undefined, signal === undefined ? {} : { signal });
        if (index === broken) throw new Error(`${index} is broken`);
        yield Buffer.alloc(file.size, index);
      } finally {
        now.reading--;
        now.finished++;
      }
    },
    async [Symbol.asyncDispose]() {},
  };
  return { source, files, now };
}

test('files come whole, in their order, however long each takes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(3000), { maxLength: 40 }),
      fc.array(fc.nat(3), { minLength: 1, maxLength: 7 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9000 }),
      async (sizes, waits, concurrency, maxBytes) => {
        const { source, now } = memorySource(sizes, { waits });
        const came: number[] = [];
        for await (const { file, chunks } of fetchAhead(source, source.list(), { concurrency, maxBytes })) {
          came.push(indexOf(file));
          const bytes = Buffer.concat(await collect(streamed(chunks)));
          expect(bytes.equals(Buffer.alloc(file.size, indexOf(file)))).toBe(true);
        }
        expect(came).toEqual(sizes.map((_, index) => index));
        expect(now.reading).toBe(0);
        expect(now.mostReading).toBeLessThanOrEqual(concurrency + 1);
      },
    ),
    { numRuns: 40 },
  );
});

test('several files are read at the same time, and no more than asked for', async () => {
  const { source, now } = memorySource(new Array(30).fill(10), { waits: [5] });
  await collect(fetchAhead(source, source.list(), { concurrency: 8 }));
  expect(now.mostReading).toBe(8);
});

test('no more is read ahead than memory allows', async () => {
  const { source, now } = memorySource(new Array(100).fill(1000));
  const files = fetchAhead(source, source.list(), { maxBytes: 10_000 });
  await files.next();
  await sleep(20);
  // A file takes 1,024 bytes besides its content, so four of them fit; the first is in use.
  expect(now.finished).toBe(4);
  await files.return(undefined);
});

test('a file larger than the memory allowed is handed out as a stream, not read before', async () => {
  const { source, now } = memorySource([100, 50_000, 100]);
  const started: number[] = [];
  for await (const { file, chunks } of fetchAhead(source, source.list(), { maxBytes: 10_000 })) {
    if (file.size === 50_000) {
      expect(chunks).not.toBeInstanceOf(Array);
      expect(now.started).toBeLessThanOrEqual(2);
    }
    started.push((await collect(streamed(chunks))).length);
  }
  expect(started).toEqual([1, 1, 1]);
});

test('a file that cannot be read throws when its turn comes, and nothing is being read any more', async () => {
  const { source, now } = memorySource(new Array(50).fill(10), { waits: [3], broken: 20 });
  const came: number[] = [];
  const reading = (async () => {
    for await (const { file } of fetchAhead(source, source.list())) came.push(indexOf(file));
  })();
  await expect(reading).rejects.toThrow('20 is broken');
  expect(came.length).toBe(20);
  expect(now.reading).toBe(0);
});

test('a listing that fails throws after the files that it gave', async () => {
  const { source, files } = memorySource([1, 2]);
  async function* broken() {
    yield* files;
    throw new Error('the listing is broken');
  }
  const came: number[] = [];
  const reading = (async () => {
    for await (const { file } of fetchAhead(source, broken())) came.push(indexOf(file));
  })();
  await expect(reading).rejects.toThrow('the listing is broken');
  expect(came).toEqual([0, 1]);
});

test('leaving early ends what is being read', async () => {
  const { source, now } = memorySource(new Array(200).fill(10), { waits: [0, 60_000] });
  for await (const { file } of fetchAhead(source, source.list(), { concurrency: 4 })) {
    expect(indexOf(file)).toBe(0);
    break;
  }
  expect(now.reading).toBe(0);
  expect(now.started).toBeLessThan(20);
});

test('giving up throws the reason', async () => {
  const { source, now } = memorySource(new Array(200).fill(10), { waits: [0, 60_000] });
  const given = new AbortController();
  const reading = collect(fetchAhead(source, source.list(), { signal: given.signal }));
  setTimeout(() => given.abort(new Error('enough')), 10);
  await expect(reading).rejects.toThrow('enough');
  expect(now.reading).toBe(0);
});

test('empty files and an empty list are no exception', async () => {
  const { source } = memorySource([0, 0]);
  const found = await collect(fetchAhead(source, source.list()));
  expect(await Promise.all(found.map(({ chunks }) => readAll(streamed(chunks))))).toEqual(['', '']);
  expect(await collect(fetchAhead(source, []))).toEqual([]);
});

async function* streamed(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
