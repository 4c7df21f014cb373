import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { etl } from '../../src/load/etl.ts';
import type { Progress } from '../../src/load/progress.ts';
import { event, events } from '../reference/examples.ts';
import { loadReference } from '../reference/reference.ts';
import { canMount, mountDisk, unmount } from '../small-disk.ts';
import { dataFile, lines, smallSource, writeFiles } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { expectTables } from '../warehouse-tables.ts';

/** More bytes than are read at a time. No two are of a size: such are read to plan. */
const small = Array.from({ length: 40 }, (_, day) =>
  dataFile(
    'logs',
    `new-${day}.json`,
    event({ userId: '9', itemInSession: day, padding: 'x'.repeat(50_000 + day) }),
  ),
);

/** Of a size that DuckDB reads by itself. */
const large = [1, 2, 3].map((session) =>
  dataFile(
    'logs',
    `large-${session}.json`,
    lines(events(300, () => ({ userId: '9', sessionId: session, padding: 'x'.repeat(4000) }))),
  ),
);

describe.skipIf(!canMount)('a data folder (skipped where no disk can be mounted)', () => {
  test.each([
    ['while it is listed', 'list', small],
    ['while its files are read here', 'stage', small],
    ['while the engine reads its files', 'stage', large],
  ] as const)(
    'that is unmounted %s fails the run, and the warehouse is as it was',
    async (_, step, files) => {
      using folder = temporaryFolder();
      const disk = join(folder.path, 'disk');
      const run = { data: join(disk, 'data'), warehouse: join(folder.path, 'w.duckdb') };
      mountDisk(disk, 64);
      writeFiles(run.data, smallSource);
      await etl(run);

      writeFiles(run.data, files);
      const onProgress = (progress: Progress) => {
        if (progress.step === step) unmount(disk);
      };
      await expect(etl({ ...run, onProgress })).rejects.toThrow(
        new RegExp(`${disk}/data\\S* (does not exist|was there|is gone)`),
      );
      await expectTables(run.warehouse, run.data, loadReference(smallSource));

      writeFiles(run.data, [...smallSource, ...files]);
      await etl(run);
      await expectTables(run.warehouse, run.data, loadReference([...smallSource, ...files]));
    },
  );
});
