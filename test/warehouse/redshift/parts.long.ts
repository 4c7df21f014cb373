import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openS3Folder } from '../../../src/s3/folder.ts';
import { openBatchedCopy } from '../../../src/warehouse/redshift/batched-copy.ts';
import { openRedshift } from '../../../src/warehouse/redshift/redshift.ts';
import { openUploads } from '../../../src/warehouse/redshift/uploads.ts';
import { freshRedshift } from '../../redshift-load/fresh-redshift.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const megabyte = 1_000_000;
/** Half of it is left by gzip. */
const row = (_: unknown, number: number) => {
  const bytes = createHash('shake256', { outputLength: 20_000 }).update(`row ${number}`).digest('hex');
  return `${JSON.stringify({ text: bytes })}\n`;
};

/** Loads so many batches of about 4 MB, and gives the sizes of the parts that COPY read. */
async function partsOf(batches: number, slices: number): Promise<readonly number[]> {
  using folder = temporaryFolder();
  await using fresh = await freshRedshift();
  const { connection, role = '', s3 } = fresh.at.redshift;
  await using warehouse = await openRedshift(connection);
  await using work = await openS3Folder('s3://scratch/tmp', s3);
  await warehouse.run('create table texts (text varchar(max))');
  const sizes: number[] = [];
  fresh.cluster.on({ statement: /^copy/, when: 'before' }, () => {
    for (const [key, { length }] of fresh.s3.objects('scratch')) if (key.endsWith('.gz')) sizes.push(length);
  });
  await using uploads = openUploads(work, { folder: 'run' });
  const target = { warehouse, uploads, role, bucketRegion: undefined, slices };
  const table = openBatchedCopy({ name: 'texts', columns: [{ name: 'text', type: 'text' }] }, target);
  for (let batch = 0; batch < batches; batch++) {
    const path = join(folder.path, `batch-${batch}.json`);
    writeFileSync(path, Array.from({ length: 100 }, row).join(''));
    await table.load(path, 1024);
  }
  await table.finish();
  await table.copy();
  expect((await warehouse.query('select count(*) as texts from texts')).rows).toEqual([
    { texts: batches * 100 },
  ]);
  return sizes;
}

test.each([
  ['few rows are one part, however many slices there are', { batches: 1, slices: 8 }, 1],
  ['more rows are as many parts as can be of 1 MB each', { batches: 3, slices: 8 }, 5],
  ['nothing is cut off of which too little would be left', { batches: 6, slices: 2 }, 2],
  ['many rows are several parts for each, the last no smaller than 1 MB', { batches: 9, slices: 2 }, 4],
])('%s', async (_, { batches, slices }, count) => {
  const sizes = await partsOf(batches, slices);
  expect(sizes).toHaveLength(count);
  expect(Math.min(...sizes)).toBeGreaterThan(megabyte);
  expect(Math.max(...sizes)).toBeLessThan(125 * megabyte);
});
