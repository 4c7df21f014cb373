import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SparkifyError } from '../../src/errors.ts';
import { etl } from '../../src/load/etl.ts';
import { parseMaxRejected } from '../../src/load/max-rejected.ts';
import { engines } from '../engines.ts';
import { fieldCases } from '../real-data.ts';
import { readDataFolder } from '../reference/data-folder.ts';
import { loadReference } from '../reference/reference.ts';
import { readTables, readValue, referenceLines, type WarehouseAt } from '../warehouse-tables.ts';

/** An input met in the field, and what must come of it. */
interface FieldCase {
  readonly exit: number;
  /** A pattern that the words printed must match, in Python's notation. */
  readonly stderr?: string;
  readonly args?: readonly string[];
  readonly expected?: Readonly<Record<string, number | readonly string[]>>;
}

interface Outcome {
  readonly exit: number;
  readonly words: string;
}

const names = fieldCases === undefined ? [] : readdirSync(fieldCases).filter((name) => !name.includes('.'));

for (const engine of engines) {
  describe.skipIf(fieldCases === undefined)(
    `an input met in the field on ${engine.name} (skipped where the folder is missing)`,
    () => {
      test.each(names)('%s', async (name) => {
        const folder = join(fieldCases ?? '', name);
        const wanted: FieldCase = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8'));
        await using warehouse = await engine.fresh();
        const outcome = await run(join(folder, 'data'), warehouse.at, wanted);
        expect(outcome.exit, outcome.words).toBe(wanted.exit);
        if (wanted.stderr !== undefined) expect(outcome.words).toMatch(pattern(wanted.stderr));
        if (wanted.expected === undefined) return;
        const tables = await readTables(warehouse.at, join(folder, 'data'));
        expect(tables).toEqual(referenceLines(loadReference(readDataFolder(join(folder, 'data')))));
        const { rejected, matched, ...counts } = wanted.expected;
        for (const [table, rows] of Object.entries(counts))
          expect([table, tables[table as keyof typeof tables].length]).toEqual([table, rows]);
        expect(await readValue(warehouse.at, 'select count(song_id) from songplays')).toBe(matched);
        expect(tables.rejected.map(fileAndLine).sort()).toEqual(rejected);
      });
    },
  );
}

async function run(
  data: string,
  at: Exclude<WarehouseAt, string>,
  { args = ['--max-rejected', '100%'] }: FieldCase,
): Promise<Outcome> {
  const warnings: string[] = [];
  const maxRejected = parseMaxRejected(args[1] ?? '');
  try {
    await etl({ data, ...at, maxRejected, onWarning: (sentence) => warnings.push(sentence) });
    return { exit: 0, words: warnings.join('\n') };
  } catch (error) {
    if (!(error instanceof SparkifyError)) throw error;
    const words = [...warnings, error.message, ...error.details, ...error.hints].join('\n');
    return { exit: error.exitCode, words };
  }
}

function pattern(python: string): RegExp {
  const [, flags = '', rest = ''] = /^(?:\(\?([is]+)\))?(.*)$/s.exec(python) ?? [];
  return new RegExp(rest, flags);
}

function fileAndLine(canonical: string): string {
  const [location, line] = JSON.parse(canonical);
  return `${location.split('/').at(-1)}:${line}`;
}
