import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts';
import { builtCommand, sparkify, start } from '../cli/sparkify.ts';
import { event, events } from '../reference/examples.ts';
import { dataFile, type SourceFolder, sourceFolder } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';

// So many bytes that each core scans some of the files: src/warehouse/duckdb/scan-files.ts. One has a record at its end that is rejected.
const files = Array.from({ length: 8 }, (_, file) => {
  const records = events(20, () => ({ sessionId: file })).map((record) =>
    record.replace(/}$/, `${' '.repeat(1_000_000)}}`),
  );
  const text = `${records.join('\n')}\n${file === 5 ? event({ status: 3.7 }) : ''}`;
  return dataFile('logs', `${file}.json`, text);
});

describe('files that threads scan', () => {
  let source: SourceFolder;
  beforeAll(() => {
    source = sourceFolder(files);
  });
  afterAll(() => source[Symbol.dispose]());

  test('are staged as they are, by the engine where they are plain', async () => {
    using folder = temporaryFolder();
    const warehouse = join(folder.path, 'w.duckdb');
    const ended = await sparkify(
      ['etl', '--data', source.path, '--warehouse', warehouse, '--max-rejected', '50%', '--json'],
      { script: builtCommand },
    );
    expect(JSON.parse(ended.stdout)).toMatchObject({
      records: { total: 161, staged: 160, rejected: 1 },
      tables: { staging_events: 160, songplays: 160 },
    });
    await using opened = await openWarehouse(warehouse);
    const { rows } = await opened.query(
      'select location, content_hash, (select count(line) from staging_events where file_id = files.file_id) as numbered from etl.files as files order by location',
    );
    expect(rows).toEqual(
      files.map(({ location, bytes }, file) => ({
        location: join(source.path, location),
        content_hash: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
        numbered: file === 5 ? 20 : 0,
      })),
    );
  });

  test('are left when the run is stopped', async () => {
    using folder = temporaryFolder();
    const warehouse = join(folder.path, 'w.duckdb');
    const run = start(['etl', '--data', source.path, '--warehouse', warehouse, '--show-sql']);
    for await (const [text] of onStderr(run)) if (String(text).includes('begin')) break;
    const asked = performance.now();
    run.kill('SIGTERM');
    expect(await run.ended).toMatchObject({ code: 130 });
    expect(performance.now() - asked).toBeLessThan(5_000);
  });
});

async function* onStderr(run: ReturnType<typeof start>) {
  while (run.stderr !== null) yield await once(run.stderr, 'data');
}
