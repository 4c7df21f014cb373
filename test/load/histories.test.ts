import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dryRun } from '../../src/load/dry-run.ts';
import { etl } from '../../src/load/etl.ts';
import type { EtlOptions } from '../../src/load/etl-options.ts';
import { engines } from '../engines.ts';
import { type History, histories } from '../reference/generate.ts';
import { loadReference } from '../reference/reference.ts';
import type { ReferenceFile } from '../reference/rows.ts';
import { runs } from '../runs.ts';
import { type SourceFolder, smallSource, sourceFolder } from '../source-folder.ts';
import { expectTables, onlyStar, readTables, referenceLines } from '../warehouse-tables.ts';
import { loadedFiles } from './loaded-files.ts';
import { downgrade } from './version-0/downgrade.ts';

/** An error that nobody but the test throws, at a step of a run. */
class Crash extends Error {}

for (const engine of engines) {
  describe(`after any history of runs on ${engine.name}`, () => {
    test('the tables equal one run over the final files', { timeout: 240_000 }, async () => {
      const any = histories({ openQuestions: true, maxLines: 6 });
      await fc.assert(
        fc.asyncProperty(any, fc.boolean(), async (history, allowCopies) => {
          await expectFinalTables(history, { allowCopies });
        }),
        runs(8 * engine.tries),
      );
    });

    test.each([
      [
        'is removed',
        (source: SourceFolder, { location }: ReferenceFile) => rmSync(join(source.path, location)),
      ],
      [
        'is emptied',
        (source: SourceFolder, { location }: ReferenceFile) => source.write([{ location, bytes: '' }]),
      ],
    ])('what only one file held is gone from every table when it %s', async (_, change) => {
      for (const leaving of smallSource) {
        using source = sourceFolder(smallSource);
        await using warehouse = await engine.fresh();
        const places = { data: source.path, ...warehouse.at, prune: true };
        await etl(places);
        change(source, leaving);
        await etl(places);
        const rest = smallSource.filter((file) => file !== leaving);
        await expectTables(warehouse.at, source.path, loadReference(rest));
      }
    });

    test('a removed file keeps its rows until it is pruned', async () => {
      using source = sourceFolder(smallSource);
      await using warehouse = await engine.fresh();
      const places = { data: source.path, ...warehouse.at };
      await etl(places);
      rmSync(join(source.path, smallSource[0]?.location ?? ''));
      expect(await etl(places)).toMatchObject({ status: 'up-to-date', files: { gone: 1, removed: 0 } });
      await expectTables(warehouse.at, source.path, loadReference(smallSource));
    });

    test('a file by another name, and one of the same content, are reported and not loaded again', async () => {
      using source = sourceFolder(smallSource);
      await using warehouse = await engine.fresh();
      const places = { data: source.path, ...warehouse.at };
      await etl(places);
      const [first, second] = smallSource;
      const from = first?.location ?? '';
      source.apply({ kind: 'rename', from, to: 'log_data/renamed.json' });
      source.write([{ location: 'log_data/copy.json', bytes: second?.bytes ?? '' }]);
      const at = (location: string | undefined) => join(source.path, location ?? '');
      expect(await etl(places)).toMatchObject({
        files: { new: 0, renamed: 1, copies: 1, gone: 0 },
        records: { lines: 0 },
        locations: {
          renamed: [{ from: at(from), to: at('log_data/renamed.json') }],
          copies: [{ location: at('log_data/copy.json'), of: at(second?.location) }],
        },
      });
      await expectTables(warehouse.at, source.path, loadReference(smallSource));
      expect(await etl({ ...places, allowCopies: true })).toMatchObject({ files: { new: 1, copies: 0 } });
      expect(await etl(places)).toMatchObject({ status: 'up-to-date', files: { unchanged: 5 } });
    });

    async function expectFinalTables(
      history: History,
      options: Pick<EtlOptions, 'allowCopies'>,
    ): Promise<void> {
      using source = sourceFolder();
      await using warehouse = await engine.fresh();
      const places = { data: source.path, ...warehouse.at, maxRejected: { share: 1 } };
      const loaded = loadedFiles();
      for (const each of history.runs) {
        const { changes, crashAt, prune, rebuild, olderTables } = each;
        if (olderTables) await downgrade(warehouse);
        for (const change of changes) source.apply(change);
        const run = { ...places, ...options, prune, rebuild };
        const lost = rebuild && !prune ? loaded.missing(each) : [];
        if (lost.length > 0) await expectRefusal(run, lost.length);
        else if (await runOrCrash(run, crashAt)) loaded.publish(each);
      }
      const expected = referenceLines(loadReference(history.files));
      const tables = await readTables(warehouse.at, source.path);
      expect(onlyStar(tables)).toEqual(onlyStar(expected));
      // No two files of a folder are copies of each other, so each of them is loaded.
      expect(tables).toEqual(expected);
    }
  });
}

/** A run that would lose the rows of so many files says so beforehand, and refuses. */
async function expectRefusal(options: EtlOptions, files: number): Promise<void> {
  expect(await dryRun(options)).toMatchObject({ refused: true, files: { gone: files } });
  const message = expect.stringMatching(new RegExp(`^--rebuild would lose the rows of ${files} loaded file`));
  await expect(etl(options)).rejects.toMatchObject({ exitCode: 2, message });
}

/** @returns whether it published */
async function runOrCrash(options: EtlOptions, crashAt: number | null): Promise<boolean> {
  const steps = ['list', 'stage', 'star', 'check', 'publish'];
  const deadly = crashAt === null ? undefined : steps[Math.floor(crashAt * (steps.length - 0.01))];
  try {
    await etl({
      ...options,
      onProgress({ step }) {
        if (step === deadly) throw new Crash();
      },
    });
    return true;
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    return false;
  }
}
