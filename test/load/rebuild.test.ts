import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { dryRun } from '../../src/load/dry-run.ts';
import { etl } from '../../src/load/etl.ts';
import { engines } from '../engines.ts';
import { loadedPipeline } from '../pipeline.ts';
import { smallSource } from '../source-folder.ts';

for (const engine of engines) {
  describe(`a rebuild on ${engine.name}`, { timeout: 120_000 }, () => {
    const [firstLog, secondLog, ...songs] = smallSource;
    const lost = (files: number) => ({
      exitCode: 2,
      message: expect.stringContaining(`the rows of ${files} loaded file`),
    });

    test('loads everything again, and run numbers and history continue', async () => {
      await using pipeline = await loadedPipeline(engine, smallSource);
      expect(await pipeline.etl({ rebuild: true })).toMatchObject({
        ...{ run_id: '2', status: 'published', rebuilt: 'all', files: { new: 4, unchanged: 0, gone: 0 } },
      });
      await pipeline.expectTables(smallSource);
      expect(await pipeline.value('select count(*) from etl.runs')).toBe(2);
      expect(await pipeline.value('select count(distinct run_id) from etl.checks')).toBe(2);
      expect(await pipeline.etl()).toMatchObject({ run_id: '2', status: 'up-to-date', rebuilt: null });
    });

    test('refuses to lose the rows of a file that is missing, and a dry run shows it', async () => {
      await using pipeline = await loadedPipeline(engine, smallSource);
      rmSync(pipeline.path(firstLog?.location ?? ''));
      const run = { ...pipeline.places, rebuild: true };
      expect(await dryRun(run)).toMatchObject({
        ...{ refused: true, rebuilt: 'all', files: { new: 3, gone: 1 } },
        locations: { gone: [pipeline.path(firstLog?.location ?? '')] },
      });
      await expect(etl(run)).rejects.toMatchObject({
        ...lost(1),
        details: [pipeline.path(firstLog?.location ?? ''), 'Nothing was published.'],
      });
      await pipeline.expectTables(smallSource);
      expect(await dryRun({ ...run, prune: true })).toMatchObject({ refused: false, files: { removed: 1 } });
      expect(await etl({ ...run, prune: true })).toMatchObject({ files: { new: 3, removed: 1, gone: 0 } });
      await pipeline.expectTables(smallSource.filter((file) => file !== firstLog));
    });

    test('refuses to lose what is outside of its locations, also with --prune', async () => {
      await using pipeline = await loadedPipeline(engine, smallSource);
      const run = { ...pipeline.at, logs: pipeline.path('log_data'), rebuild: true };
      for (const prune of [false, true]) {
        expect(await dryRun({ ...run, prune })).toMatchObject({
          refused: true,
          files: { gone: 2, removed: 0 },
        });
        await expect(etl({ ...run, prune })).rejects.toMatchObject({
          ...lost(2),
          details: [...songs.map(({ location }) => pipeline.path(location)), 'Nothing was published.'],
        });
      }
      await pipeline.expectTables(smallSource);
    });

    test('takes a file by another name for the same', async () => {
      await using pipeline = await loadedPipeline(engine, smallSource);
      const from = secondLog?.location ?? '';
      pipeline.source.apply({ kind: 'rename', from, to: 'log_data/elsewhere.json' });
      const run = { ...pipeline.places, rebuild: true };
      expect(await dryRun(run)).toMatchObject({ refused: false, files: { gone: 0 } });
      expect(await etl(run)).toMatchObject({ files: { new: 4, gone: 0 } });
    });

    test('of the star alone reads no source, and builds all of it', async () => {
      await using pipeline = await loadedPipeline(engine, smallSource);
      const before = await pipeline.tables();
      rmSync(pipeline.source.path, { recursive: true });
      await pipeline.change(
        "insert into songplays (songplay_id) values ('of nobody')",
        'insert into users (user_id) values (null)',
        'delete from songs',
        'delete from time',
      );
      const run = { ...pipeline.at, rebuildStar: true };
      expect(await dryRun(run)).toMatchObject({ rebuilt: 'star', files: { seen: 0, gone: 0 } });
      expect(await etl(run)).toMatchObject({
        ...{ run_id: '2', status: 'published', rebuilt: 'star' },
        checks: { failed: 0 },
        sources: { logs: null, songs: null },
      });
      expect(await pipeline.tables()).toEqual(before);
    });

    test('of the star of a warehouse that has no tables is refused, and makes none', async () => {
      await using place = await engine.fresh();
      const run = { ...place.at, rebuildStar: true };
      for (let time = 0; time < 2; time++) await expect(etl(run)).rejects.toMatchObject({ exitCode: 2 });
    });
  });
}
