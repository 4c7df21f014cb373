import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TransientError } from '../../src/errors.ts';
import { makeReadCopy } from '../../src/export/read-copy.ts';
import { notePublished } from '../../src/publication.ts';
import { printError } from '../../src/terminal/print-error.ts';
import type { Terminal } from '../../src/terminal/terminal.ts';
import { openDuckdb } from '../../src/warehouse/duckdb/duckdb.ts';
import { sparkify } from '../cli/sparkify.ts';
import { duckdb } from '../engines.ts';
import { loadedPipeline } from '../pipeline.ts';
import { projectFolder } from '../project/project-folder.ts';
import { event } from '../reference/examples.ts';
import { canMount, mountDisk, unmount } from '../small-disk.ts';
import { dataFile, smallSource, sourceFolder } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** A working directory with a source, where `etl` keeps the copy that is named. */
function workingDirectory() {
  const source = sourceFolder(smallSource);
  const folder = temporaryFolder();
  const at = (name: string) => join(folder.path, name);
  return {
    at,
    warehouse: at('sparkify.duckdb'),
    load: (to: string, ...more: readonly string[]) =>
      sparkify(['etl', '--data', source.path, '--publish-to', to, ...more], { cwd: folder.path }),
    /** One play more in the source. */
    add(item: number) {
      const play = event({ ts: 1546300800000, itemInSession: item });
      source.write([dataFile('logs', `more-${item}.json`, `${play}\n`)]);
    },
    [Symbol.dispose]() {
      folder[Symbol.dispose]();
      source[Symbol.dispose]();
    },
  };
}

async function playsIn(path: string): Promise<unknown> {
  await using duckdb = await openDuckdb(path, { readOnly: true });
  return (await duckdb.query('select * from songplays order by songplay_id')).rows;
}

describe('the read copy of a run', () => {
  test('is no warehouse: no command reads it as one, or loads into it', async () => {
    using run = workingDirectory();
    await run.load('copy.duckdb');
    const before = readFileSync(run.at('copy.duckdb'));
    for (const args of [['check'], ['ask', 'top-songs'], ['etl', '--rebuild-star'], ['upgrade']]) {
      expect(await sparkify([...args, '--warehouse', 'copy.duckdb'], { cwd: run.at('.') })).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('error  The warehouse copy.duckdb is a copy for other tools.\n'),
      });
    }
    expect(readFileSync(run.at('copy.duckdb'))).toEqual(before);
  });

  test('holds the tables of the project as well', async () => {
    using run = workingDirectory();
    using project = projectFolder({
      'tables/by-user.sql': 'select user_id, count(*) as plays from songplays group by user_id',
      'checks/plays.sql': '-- There are plays.\nselect 1 as none from songplays having count(*) = 0',
    });
    const { code, stderr } = await run.load('copy.duckdb', '--project', project.path);
    expect([code, stderr]).toEqual([0, expect.stringContaining('run 1 copied to copy.duckdb')]);
    await using copy = await openDuckdb(run.at('copy.duckdb'), { readOnly: true });
    const { rows } = await copy.query(
      'select sum(plays) = (select count(*) from songplays) as ok from by_user',
    );
    expect(rows).toEqual([{ ok: true }]);
  });

  test('that is removed is made by the next run, also if there is nothing new', async () => {
    using run = workingDirectory();
    await run.load('copies/copy.duckdb');
    rmSync(run.at('copies'), { recursive: true });
    const { code, stdout, stderr } = await run.load('copies/copy.duckdb');
    expect([code, stdout]).toEqual([0, expect.stringContaining('Nothing new')]);
    expect(stderr).toContain('run 1 copied to copies/copy.duckdb');
    expect(await playsIn(run.at('copies/copy.duckdb'))).toEqual(await playsIn(run.warehouse));
  });

  test.skipIf(!canMount)(
    'on a full disk stays the one before, ends the run with 75, and is made by the next run',
    async () => {
      using run = workingDirectory();
      mountDisk(run.at('disk'), 6);
      try {
        const to = 'disk/copy.duckdb';
        expect((await run.load(to)).code).toBe(0);
        const before = readFileSync(run.at(to));
        writeFileSync(run.at('disk/ballast'), Buffer.alloc(6_000_000 - before.length));
        run.add(7);
        const failed = await run.load(to);
        expect([failed.code, failed.stderr]).toEqual([
          75,
          expect.stringContaining(`The run is published, but its copy ${to} was not made`),
        ]);
        expect(readFileSync(run.at(to)).equals(before)).toBe(true);
        expect(readdirSync(run.at('disk')).sort()).toEqual(['ballast', 'copy.duckdb']);
        rmSync(run.at('disk/ballast'));
        const next = await run.load(to);
        expect([next.code, next.stdout]).toEqual([0, expect.stringContaining('Nothing new')]);
        expect(await playsIn(run.at(to))).toEqual(await playsIn(run.warehouse));
      } finally {
        unmount(run.at('disk'));
      }
    },
  );

  test('that cannot be made says that the run is published, and is made by the next call', async () => {
    using run = workingDirectory();
    const to = run.at('copy.duckdb');
    await run.load(to);
    run.add(7);
    await run.load(run.at('other.duckdb'));
    writeFileSync(`${to}.wal`, '');
    const failed = makeReadCopy({ warehouse: run.warehouse, to });
    await expect(failed).rejects.toThrow('The run is published, but its copy');
    await expect(failed).rejects.toThrow(TransientError);
    rmSync(`${to}.wal`);
    expect((await makeReadCopy({ warehouse: run.warehouse, to })).status).toBe('exported');
    expect(await playsIn(to)).toEqual(await playsIn(run.warehouse));
  });

  test('that is stopped is missing, and the exit code says so although the run is published', async () => {
    await using pipeline = await loadedPipeline(duckdb, smallSource);
    const { warehouse } = pipeline.at;
    const to = pipeline.path('copy.duckdb');
    const error: unknown = await makeReadCopy({ warehouse, to, signal: AbortSignal.abort() }).catch((e) => e);
    notePublished();
    const notes: string[] = [];
    const terminal = {
      note: (line: string) => notes.push(line),
      proseWidth: { note: Number.POSITIVE_INFINITY },
    } as unknown as Terminal;
    expect(printError(terminal, error, { verbose: false, interrupted: true })).toBe(75);
    expect(notes[0]).toBe(`error  The run is published, but its copy ${to} was not made: it was stopped.`);
  });
});
