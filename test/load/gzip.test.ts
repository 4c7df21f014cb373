import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { DataError } from '../../src/errors.ts';
import { etl } from '../../src/load/etl.ts';
import { engines } from '../engines.ts';
import { event } from '../reference/examples.ts';
import { loadReference } from '../reference/reference.ts';
import { dataFile, lines, smallSource, sourceFolder } from '../source-folder.ts';
import { expectTables } from '../warehouse-tables.ts';

/** Events that do not shrink: a file of them is large when it is compressed, too. */
const noise = Array.from({ length: 400 }, (_, item) =>
  event({ page: 'Home', itemInSession: item, userAgent: bytesOf(item) }),
);
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
      using source = sourceFolder(files);
      await using warehouse = await engine.fresh();
      await etl({ data: source.path, ...warehouse.at });
      await expectTables(warehouse.at, source.path, loadReference(files));
    });

    test('may be padded with zeros', async () => {
      const padded = Buffer.concat([gzipSync(lines(noise)), Buffer.alloc(3 << 20)]);
      using source = sourceFolder([dataFile('logs', 'padded.json.gz', padded)]);
      await using warehouse = await engine.fresh();
      expect(await etl({ data: source.path, ...warehouse.at })).toMatchObject({
        records: { staged: noise.length, rejected: 0 },
      });
    });

    test('is recognized by its first bytes, whatever its name', async () => {
      const files = [
        dataFile('logs', 'packed.json', packed),
        dataFile('logs', 'plain.json.gz', event({ userId: '11' })),
        dataFile('logs', 'large.json', gzipSync(lines(noise))),
      ];
      using source = sourceFolder(files);
      await using warehouse = await engine.fresh();
      await etl({ data: source.path, ...warehouse.at });
      await expectTables(warehouse.at, source.path, loadReference(files));
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
      using source = sourceFolder([...smallSource, dataFile('logs', 'broken.json.gz', bytes)]);
      await using warehouse = await engine.fresh();
      const run = etl({ data: source.path, ...warehouse.at, ...anyRecords });
      await expect(run).rejects.toThrow(/broken\.json\.gz is not a complete gzip file: /);
      await expect(run).rejects.toThrow(DataError);
    });

    test('that expands without end fails the run', async () => {
      const bomb = gzipSync(Buffer.alloc(65 * 1024 * 1024, 'x'));
      using source = sourceFolder([...smallSource, dataFile('logs', 'bomb.json.gz', bomb)]);
      await using warehouse = await engine.fresh();
      const run = etl({ data: source.path, ...warehouse.at, ...anyRecords });
      await expect(run).rejects.toThrow(/bomb\.json\.gz expands to more than 300 times its size\./);
      await expect(run).rejects.toThrow(DataError);
    });
  });
}
