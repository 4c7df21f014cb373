import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { connect } from '../../src/warehouse/connect.ts';
import { duckdb } from '../engines.ts';
import { openPipeline } from '../pipeline.ts';
import { loadReference } from '../reference/reference.ts';
import { smallSource } from '../source-folder.ts';
import { expectTables } from '../warehouse-tables.ts';

describe('a DuckDB warehouse', () => {
  const cases: readonly (readonly [name: string, make: (path: string) => void, message: string])[] = [
    ['is a folder', (path) => mkdirSync(path), 'is a folder, not a DuckDB file.'],
    ['is another kind of file', (path) => writeFileSync(path, 'x'.repeat(20_000)), 'is not a DuckDB file.'],
    ['is a small file of another kind', (path) => writeFileSync(path, 'x\n'), 'is not a DuckDB file.'],
    [
      'is a data file, which DuckDB would open as a view,',
      (path) => writeFileSync(path, '{"a":1}\n{"a":2}\n'),
      'is not a DuckDB file.',
    ],
    ['is an empty file', (path) => writeFileSync(path, ''), 'is not a DuckDB file.'],
  ];
  test.each(cases)('that %s is refused, and stays as it is', async (_, make, message) => {
    await using pipeline = await openPipeline(duckdb, smallSource);
    const path = pipeline.path('w.json');
    make(path);
    const run = pipeline.etl({ warehouse: path });
    await expect(run).rejects.toThrow(`The warehouse ${path} ${message}`);
    await expect(run).rejects.toThrow(UsageError);
    const read = connect(path, { readOnly: true });
    await expect(read).rejects.toThrow(`The warehouse ${path} ${message}`);
  });

  test.each([
    ['', 'has no name'],
    ['Redshift', 'is written in lower case: redshift'],
    ['-', 'is not a file of this machine'],
    [':memory:', 'would be lost at the end of the command'],
    ['s3://bucket/w.duckdb', 'is not a file of this machine'],
    ['md:music', 'is not a file of this machine'],
    ['what?.duckdb', 'has a "?" in its name. DuckDB takes what follows it for options'],
  ])('cannot be called "%s"', async (name, problem) => {
    await using pipeline = await openPipeline(duckdb, smallSource);
    const run = pipeline.etl({ warehouse: name });
    await expect(run).rejects.toThrow(`The warehouse "${name}" ${problem}`);
    await expect(run).rejects.toThrow(UsageError);
  });

  test('whose folder is missing is refused', async () => {
    await using pipeline = await openPipeline(duckdb, smallSource);
    const path = pipeline.path('no/w.duckdb');
    await expect(pipeline.etl({ warehouse: path })).rejects.toThrow(
      `The warehouse ${path} cannot be made: its folder does not exist.`,
    );
  });

  test('may have quotes, blanks and glob characters in its name', async () => {
    await using pipeline = await openPipeline(duckdb, smallSource);
    const path = pipeline.path(`it's a "w" [*];.duckdb`);
    await pipeline.etl({ warehouse: path });
    await expectTables(path, pipeline.source.path, loadReference(smallSource));
  });
});
