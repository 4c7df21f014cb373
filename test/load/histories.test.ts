import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dryRun } from '../../src/load/dry-run.ts';
import { etl } from '../../src/load/etl.ts';
import type { EtlOptions } from '../../src/load/etl-options.ts';
import { engines } from '../engines.ts';
import { loadedPipeline, openPipeline } from '../pipeline.ts';
import { type History, histories } from '../reference/generate.ts';
import { loadReference } from '../reference/reference.ts';
import type { ReferenceFile } from '../reference/rows.ts';
import { runs } from '../runs.ts';
import { type SourceFolder, smallSource } from '../source-folder.ts';
import { onlyStar, referenceLines } from '../warehouse-tables.ts';
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
        await using pipeline = await loadedPipeline(engine, smallSource);
        change(pipeline.source, leaving);
        await pipeline.etl({ prune: true });
        const rest = smallSource.filter((file) => file !== leaving);
        await pipeline.expectTables(rest);
      }
    });

    test('a removed file keeps its rows until it is pruned', async () => {
      await using pipeline = await loadedPipeline(engine, smallSource);
      rmSync(pipeline.path(smallSource[0]?.location ?? ''));
      expect(await pipeline.etl()).toMatchObject({ status: 'up-to-date', files: { gone: 1, removed: 0 } });
      await pipeline.expectTables(smallSource);
    });

    test('a file by another name, and one of the same content, are reported and not loaded again', async () => {
      await using pipeline = await loadedPipeline(engine, smallSource);
      const [first, second] = smallSource;
      const from = first?.location ?? '';
      pipeline.source.apply({ kind: 'rename', from, to: 'log_data/renamed.json' });
      pipeline.source.write([{ location: 'log_data/copy.json', bytes: second?.bytes ?? '' }]);
      const at = (location: string | undefined) => pipeline.path(location ?? '');
      expect(await pipeline.etl()).toMatchObject({
        files: { new: 0, renamed: 1, copies: 1, gone: 0 },
        records: { lines: 0 },
        locations: {
          renamed: [{ from: at(from), to: at('log_data/renamed.json') }],
          copies: [{ location: at('log_data/copy.json'), of: at(second?.location) }],
        },
      });
      await pipeline.expectTables(smallSource);
      expect(await pipeline.etl({ allowCopies: true })).toMatchObject({ files: { new: 1, copies: 0 } });
      expect(await pipeline.etl()).toMatchObject({ status: 'up-to-date', files: { unchanged: 5 } });
    });

    async function expectFinalTables(
      history: History,
      options: Pick<EtlOptions, 'allowCopies'>,
    ): Promise<void> {
      await using pipeline = await openPipeline(engine, []);
      const loaded = loadedFiles();
      for (const each of history.runs) {
        const { changes, crashAt, prune, rebuild, olderTables } = each;
        if (olderTables) await downgrade(pipeline);
        for (const change of changes) pipeline.source.apply(change);
        const run = { ...pipeline.places, ...options, prune, rebuild, maxRejected: { share: 1 } };
        const lost = rebuild && !prune ? loaded.missing(each) : [];
        if (lost.length > 0) await expectRefusal(run, lost.length);
        else if (await runOrCrash(run, crashAt)) loaded.publish(each);
      }
      const expected = referenceLines(loadReference(history.files));
      const tables = await pipeline.tables();
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
