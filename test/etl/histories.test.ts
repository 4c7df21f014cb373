import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EtlOptions, etl } from '../../src/etl/etl.ts';
import { engines } from '../engines.ts';
import { type History, histories } from '../reference/generate.ts';
import { loadReference } from '../reference/reference.ts';
import { runs } from '../runs.ts';
import { sourceFolder } from '../source-folder.ts';
import { onlyStar, readTables, referenceLines } from '../warehouse-tables.ts';

/** An error that nobody but the test throws, at a step of a run. */
class Crash extends Error {}

for (const engine of engines) {
  describe(`after any history of runs on ${engine.name}`, () => {
    test('the tables equal one run over the final files', { timeout: 240_000 }, async () => {
      const any = histories({ withinDates: true, openQuestions: true, maxLines: 6 });
      await fc.assert(
        fc.asyncProperty(any, fc.boolean(), async (history, allowCopies) => {
          await expectFinalTables(history, { allowCopies });
        }),
        runs(15),
      );
    });

    async function expectFinalTables(
      history: History,
      options: Pick<EtlOptions, 'allowCopies'>,
    ): Promise<void> {
      using source = sourceFolder();
      await using warehouse = await engine.fresh();
      const places = { data: source.path, warehouse: warehouse.location, maxRejected: { share: 1 } };
      for (const { changes, crashAt, prune, rebuild } of history.runs) {
        for (const change of changes) {
          source.apply(change);
          // A file that is written twice within a tick of the clock looks the same.
          if ('file' in change)
            utimesSync(join(source.path, change.file.location), new Date(), nextInstant());
        }
        await runOrCrash({ ...places, ...options, prune, rebuild }, crashAt);
      }
      const expected = referenceLines(loadReference(history.files));
      const tables = await readTables(warehouse.location, source.path);
      expect(onlyStar(tables)).toEqual(onlyStar(expected));
      // No two files of a folder are copies of each other, so each of them is loaded.
      expect(tables).toEqual(expected);
    }
  });
}

let lastInstant = Date.UTC(2018, 11, 1);

function nextInstant(): Date {
  lastInstant += 1000;
  return new Date(lastInstant);
}

async function runOrCrash(options: EtlOptions, crashAt: number | null): Promise<void> {
  const steps = ['list', 'stage', 'star', 'check', 'publish'];
  const deadly = crashAt === null ? undefined : steps[Math.floor(crashAt * (steps.length - 0.01))];
  try {
    await etl({
      ...options,
      onProgress({ step }) {
        if (step === deadly) throw new Crash();
      },
    });
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
  }
}
