import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { DataError } from '../../src/errors.ts';
import { engines } from '../engines.ts';
import { loadedPipeline, openPipeline } from '../pipeline.ts';
import { event, events } from '../reference/examples.ts';
import { dataFile, lines, smallSource } from '../source-folder.ts';

/** Events that do not shrink: a file of them is large when it is compressed, too. */
const noise = events(400, (item) => ({ page: 'Home', userAgent: bytesOf(item) }));
function bytesOf(item: number): string {
  return createHash('shake256', { outputLength: 3000 }).update(`${item}`).digest('base64');
}

const anyRecords = { maxRejected: { share: 1 } };

for (const engine of engines) {
  describe(`a gzip file on ${engine.name}`, () => {
    const packed = gzipSync(lines([event(), event({ userId: '9' })]));

    test('is read as what it holds, in several members too', async () => {
      const files = [
        dataFile('logs', 'two.json.gz', Buffer.concat([packed, gzipSync(event({ userId: '10' }))])),
      ];
      await using pipeline = await loadedPipeline(engine, files);
      await pipeline.expectTables(files);
    });

    test('may be padded with zeros', async () => {
      const padded = Buffer.concat([gzipSync(lines(noise)), Buffer.alloc(3 << 20)]);
      await using pipeline = await openPipeline(engine, [dataFile('logs', 'padded.json.gz', padded)]);
      expect(await pipeline.etl()).toMatchObject({
        records: { staged: noise.length, rejected: 0 },
      });
    });

    test('is recognized by its first bytes, whatever its name', async () => {
      const files = [
        dataFile('logs', 'packed.json', packed),
        dataFile('logs', 'plain.json.gz', event({ userId: '11' })),
        dataFile('logs', 'large.json', gzipSync(lines(noise))),
      ];
      await using pipeline = await loadedPipeline(engine, files);
      await pipeline.expectTables(files);
    });

    test.each([
      ['is cut', packed.subarray(0, packed.length - 12)],
      ['is cut in its header', packed.subarray(0, 5)],
      ['is followed by what is no gzip', Buffer.concat([packed, Buffer.from(event())])],
      ['has data behind zeros', Buffer.concat([packed, Buffer.alloc(512), packed])],
      ['has a record behind zeros', Buffer.concat([packed, Buffer.alloc(1), Buffer.from(event())])],
      ['has data behind zeros, several MB later', Buffer.concat([packed, Buffer.alloc(5 << 20), packed])],
      ['has a bit turned', packed.with(packed.length >> 1, (packed[packed.length >> 1] ?? 0) ^ 8)],
    ])('that %s fails the run, and nothing is published', async (_, bytes) => {
      await using pipeline = await openPipeline(engine, [
        ...smallSource,
        dataFile('logs', 'broken.json.gz', bytes),
      ]);
      const run = pipeline.etl(anyRecords);
      await expect(run).rejects.toThrow(/broken\.json\.gz is not a complete gzip file: /);
      await expect(run).rejects.toThrow(DataError);
    });

    test('that expands without end fails the run', async () => {
      const bomb = gzipSync(Buffer.alloc(65 * 1024 * 1024, 'x'));
      await using pipeline = await openPipeline(engine, [
        ...smallSource,
        dataFile('logs', 'bomb.json.gz', bomb),
      ]);
      const run = pipeline.etl(anyRecords);
      await expect(run).rejects.toThrow(/bomb\.json\.gz expands to more than 300 times its size\./);
      await expect(run).rejects.toThrow(DataError);
    });
  });
}
