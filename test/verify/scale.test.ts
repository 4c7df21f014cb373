import { expect, test } from 'vitest';
import { scaleRows, writeScale } from '../../src/verify/scale.ts';

test('the table of scale follows from the figures of the vendor and the prices of cluster create', () => {
  const rounded = scaleRows.map(({ events, slices, rpu, seconds, serverless, provisioned, storage }) => ({
    ...{ events, slices, rpu, seconds: Math.round(seconds), serverless: Number(serverless.toFixed(2)) },
    ...{ provisioned: Math.round(provisioned), storage: Number(storage.toFixed(2)) },
  }));
  expect(rounded).toEqual([
    // 14.7 MB in one file by one slice: 0.6 s, and 6.2 s of every COPY; a minute is billed: 30 x 4 RPU x 0.375 USD / 60.
    { events: 1e6, slices: 4, rpu: 4, seconds: 7, serverless: 0.75, provisioned: 1564, storage: 0 },
    // 24 files of 61 MB in six rounds on four slices: 15.8 s.
    { events: 1e8, slices: 4, rpu: 4, seconds: 22, serverless: 0.75, provisioned: 1564, storage: 0.12 },
    // 192 files of 764 MB in three rounds on 64 slices: 98.5 s; 96 RPU are 36 USD an hour.
    { events: 1e10, slices: 64, rpu: 96, seconds: 105, serverless: 31.41, provisioned: 37555, storage: 12 },
  ]);
});

test('each file is of a size that AWS recommends, or goes in batches', () => {
  for (const { files, way } of scaleRows) {
    const megabytes = Number(/of (\d+) MB/.exec(files)?.[1]);
    expect(megabytes).toBeLessThanOrEqual(125);
    if (way !== 'batched') expect(megabytes).toBeGreaterThanOrEqual(16);
  }
  const text = writeScale((_, rows) => rows.map((cells) => cells.join(' | ')).join('\n'));
  expect(text).toContain('10,000,000,000 | 192 of 87 MB gzip | direct, manifest | 1 |');
  expect(text).toContain('23.3 MB/s a slice');
});
