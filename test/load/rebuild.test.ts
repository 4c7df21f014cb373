import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dryRun } from '../../src/load/dry-run.ts';
import { etl } from '../../src/load/etl.ts';
import type { EtlOptions } from '../../src/load/etl-options.ts';
import { connect } from '../../src/warehouse/connect.ts';
import { engines } from '../engines.ts';
import { loadReference } from '../reference/reference.ts';
import { smallSource, sourceFolder } from '../source-folder.ts';
import { expectTables, readTables, readValue } from '../warehouse-tables.ts';

for (const engine of engines) {
  describe(`a rebuild on ${engine.name}`, { timeout: 120_000 }, () => {
    async function loaded() {
      const source = sourceFolder(smallSource);
      const warehouse = await engine.fresh();
      const run: EtlOptions = { data: source.path, ...warehouse.at };
      await etl(run);
      return {
        ...{ source, warehouse, run, at: (location = '') => join(source.path, location) },
        async [Symbol.asyncDispose]() {
          await warehouse[Symbol.asyncDispose]();
          source[Symbol.dispose]();
        },
      };
    }
    const [firstLog, secondLog, ...songs] = smallSource;
    const lost = (files: number) => ({
      exitCode: 2,
      message: expect.stringContaining(`the rows of ${files} loaded file`),
    });

    test('loads everything again, and run numbers and history continue', async () => {
      await using place = await loaded();
      expect(await etl({ ...place.run, rebuild: true })).toMatchObject({
        ...{ run_id: '2', status: 'published', rebuilt: 'all', files: { new: 4, unchanged: 0, gone: 0 } },
      });
      await expectTables(place.warehouse.at, place.source.path, loadReference(smallSource));
      expect(await readValue(place.warehouse.at, 'select count(*) from etl.runs')).toBe(2);
      expect(await readValue(place.warehouse.at, 'select count(distinct run_id) from etl.checks')).toBe(2);
      expect(await etl(place.run)).toMatchObject({ run_id: '2', status: 'up-to-date', rebuilt: null });
    });

    test('refuses to lose the rows of a file that is missing, and a dry run shows it', async () => {
      await using place = await loaded();
      rmSync(place.at(firstLog?.location));
      const run = { ...place.run, rebuild: true };
      expect(await dryRun(run)).toMatchObject({
        ...{ refused: true, rebuilt: 'all', files: { new: 3, gone: 1 } },
        locations: { gone: [place.at(firstLog?.location)] },
      });
      await expect(etl(run)).rejects.toMatchObject({
        ...lost(1),
        details: [place.at(firstLog?.location), 'Nothing was published.'],
      });
      await expectTables(place.warehouse.at, place.source.path, loadReference(smallSource));
      expect(await dryRun({ ...run, prune: true })).toMatchObject({ refused: false, files: { removed: 1 } });
      expect(await etl({ ...run, prune: true })).toMatchObject({ files: { new: 3, removed: 1, gone: 0 } });
      await expectTables(
        place.warehouse.at,
        place.source.path,
        loadReference(smallSource.filter((file) => file !== firstLog)),
      );
    });

    test('refuses to lose what is outside of its locations, also with --prune', async () => {
      await using place = await loaded();
      const run = { ...place.warehouse.at, logs: place.at('log_data'), rebuild: true };
      for (const prune of [false, true]) {
        expect(await dryRun({ ...run, prune })).toMatchObject({
          refused: true,
          files: { gone: 2, removed: 0 },
        });
        await expect(etl({ ...run, prune })).rejects.toMatchObject({
          ...lost(2),
          details: [...songs.map(({ location }) => place.at(location)), 'Nothing was published.'],
        });
      }
      await expectTables(place.warehouse.at, place.source.path, loadReference(smallSource));
    });

    test('takes a file by another name for the same', async () => {
      await using place = await loaded();
      const from = secondLog?.location ?? '';
      place.source.apply({ kind: 'rename', from, to: 'log_data/elsewhere.json' });
      const run = { ...place.run, rebuild: true };
      expect(await dryRun(run)).toMatchObject({ refused: false, files: { gone: 0 } });
      expect(await etl(run)).toMatchObject({ files: { new: 4, gone: 0 } });
    });

    test('of the star alone reads no source, and builds all of it', async () => {
      await using place = await loaded();
      const { at } = place.warehouse;
      const before = await readTables(at, place.source.path);
      rmSync(place.source.path, { recursive: true });
      {
        await using warehouse = await connect(at.warehouse, at);
        await warehouse.run("insert into songplays (songplay_id) values ('of nobody')");
        await warehouse.run('insert into users (user_id) values (null)');
        await warehouse.run('delete from songs');
        await warehouse.run('delete from time');
      }
      const run = { ...at, rebuildStar: true };
      expect(await dryRun(run)).toMatchObject({ rebuilt: 'star', files: { seen: 0, gone: 0 } });
      expect(await etl(run)).toMatchObject({
        ...{ run_id: '2', status: 'published', rebuilt: 'star' },
        checks: { failed: 0 },
        sources: { logs: null, songs: null },
      });
      expect(await readTables(at, place.source.path)).toEqual(before);
    });

    test('of the star of a warehouse that has no tables is refused, and makes none', async () => {
      await using place = await engine.fresh();
      const run = { ...place.at, rebuildStar: true };
      for (let time = 0; time < 2; time++) await expect(etl(run)).rejects.toMatchObject({ exitCode: 2 });
    });
  });
}
