import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { etl } from '../../src/load/etl.ts';
import { root, sparkify } from '../cli/sparkify.ts';
import { event, events } from '../reference/examples.ts';
import { loadReference } from '../reference/reference.ts';
import { canMount, mountDisk, unmount } from '../small-disk.ts';
import { dataFile, lines, smallSource, sourceFolder } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { expectTables, readTables } from '../warehouse-tables.ts';

const isRoot = process.getuid?.() === 0;
/** Root may read and write everything: the command runs as somebody who may not. */
const nobody = isRoot ? { uid: 65534 } : {};
const mayRun = spawnSync(process.execPath, [join(root, 'dist/cli.js'), '--version'], {
  ...nobody,
  encoding: 'utf8',
});

describe.skipIf(mayRun.status !== 0)('who may not (skipped where nobody cannot run the command)', () => {
  /** A source and a warehouse that the one who runs the command owns. */
  async function places() {
    const source = sourceFolder(smallSource);
    const folder = temporaryFolder();
    const warehouse = join(folder.path, 'w.duckdb');
    await etl({ data: source.path, warehouse });
    for (const path of [source.path, folder.path]) giveAway(path);
    const run = (...args: string[]) =>
      sparkify([...args, '--warehouse', warehouse], { ...nobody, env: { TMPDIR: '/tmp' } });
    return {
      source,
      folder: folder.path,
      warehouse,
      run,
      [Symbol.dispose]() {
        source[Symbol.dispose]();
        folder[Symbol.dispose]();
      },
    };
  }

  test.each([
    ['one file', 'log_data/2018/11/2018-11-02-events.json', 0o000],
    ['a folder', 'log_data/2018/11', 0o000],
    ['all log data', 'log_data', 0o000],
  ])('read %s gets its name, and nothing is published', async (_, name, mode) => {
    using place = await places();
    const before = await readTables(place.warehouse);
    place.source.write([dataFile('songs', 'new.json', smallSource[2]?.bytes.toString() ?? '')]);
    writeFileSync(join(place.source.path, smallSource[1]?.location ?? ''), event({ userId: '9' }));
    chmodSync(join(place.source.path, name), mode);
    const ended = await place.run('etl', '--data', place.source.path);
    chmodSync(join(place.source.path, name), 0o755);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(
      `error  ${join(place.source.path, name)} may not be read (permission denied).\n`,
    );
    expect(await readTables(place.warehouse)).toEqual(before);
  });

  test('write the warehouse gets that said; reading it goes on', async () => {
    using place = await places();
    chmodSync(place.warehouse, 0o444);
    expect(await place.run('etl', '--data', place.source.path)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(
        `error  The warehouse ${place.warehouse} or its folder may not be written.\n`,
      ),
    });
    chmodSync(place.folder, 0o555);
    expect(await place.run('query', 'select count(*) as users from users')).toMatchObject({
      code: 0,
      stdout: 'users\n2\n',
    });
  });

  test('make the warehouse in its folder gets that said', async () => {
    using place = await places();
    chmodSync(place.folder, 0o555);
    const other = join(place.folder, 'other.duckdb');
    const ended = await sparkify(['etl', '--data', place.source.path, '--warehouse', other], nobody);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(`error  The warehouse ${other} or its folder may not be written.\n`);
    expect(existsSync(other)).toBe(false);
  });

  test('write the folder of the warehouse, where the log of changes must go, gets that said', async () => {
    using place = await places();
    place.source.write([dataFile('logs', 'new.json', event({ userId: '9' }))]);
    chmodSync(place.folder, 0o555);
    const before = await readTables(place.warehouse);
    const ended = await place.run('etl', '--data', place.source.path);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(
      `error  The warehouse ${place.warehouse} or its folder may not be written.\n`,
    );
    expect(await readTables(place.warehouse)).toEqual(before);
  });

  test('write the folder of the first run gets that said', async () => {
    using folder = temporaryFolder();
    chmodSync(folder.path, 0o555);
    const ended = await sparkify(['start'], { ...nobody, cwd: folder.path });
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('error  data cannot be written: permission denied.');
    expect(ended.stderr).toContain('Run the command in a folder where you may write');
  });

  test('write the temporary folder gets its name', async () => {
    using place = await places();
    place.source.write([dataFile('logs', 'new.json', event({ userId: '9' }))]);
    const temporary = join(place.folder, 'temporary');
    mkdirSync(temporary, { mode: 0o555 });
    chmodSync(temporary, 0o555);
    const ended = await sparkify(['etl', '--data', place.source.path, '--warehouse', place.warehouse], {
      ...nobody,
      env: { TMPDIR: temporary },
    });
    expect(ended).toMatchObject({ code: 75, stdout: '' });
    expect(ended.stderr).toContain(`error  Nothing can be written below the temporary folder ${temporary}: `);
  });
});

describe.skipIf(!canMount)('a full disk (skipped where no disk can be mounted)', () => {
  const before = [...smallSource];
  const much = dataFile(
    'logs',
    'much.json',
    lines(events(40_000, (item) => ({ userId: '9', userAgent: `${Math.sin(item)}`.repeat(9) }))),
  );

  test.each([1, 6, 12])(
    'under the warehouse, %d MB above what it holds, fails the run and leaves the old state',
    async (spare) => {
      using source = sourceFolder(before);
      using folder = temporaryFolder();
      const disk = join(folder.path, 'disk');
      mountDisk(disk, 3 + spare);
      const warehouse = join(disk, 'w.duckdb');
      await etl({ data: source.path, warehouse });
      source.write([much]);
      const ended = await sparkify(['etl', '--data', source.path, '--warehouse', warehouse]);
      expect(ended).toMatchObject({ code: 75, stdout: '' });
      expect(ended.stderr).toContain(`error  The disk of ${warehouse} is full.\n`);
      expect(ended.stderr).toContain('Nothing was published; the warehouse is as it was.');
      await expectTables(warehouse, source.path, loadReference(before));
      spawnSync('mount', ['-o', 'remount,size=200m', disk]);
      expect(
        await sparkify(['etl', '--data', source.path, '--warehouse', warehouse, '--quiet']),
      ).toMatchObject({ code: 0, stderr: '' });
      expect((await readTables(warehouse)).songplays).toHaveLength(40_003);
      unmount(disk);
    },
  );

  test('that may only be read is reported, and can be read', async () => {
    using source = sourceFolder(before);
    using folder = temporaryFolder();
    const disk = join(folder.path, 'disk');
    mountDisk(disk, 20);
    const warehouse = join(disk, 'w.duckdb');
    await etl({ data: source.path, warehouse });
    spawnSync('mount', ['-o', 'remount,ro', disk]);
    source.write([dataFile('logs', 'new.json', event({ userId: '9' }))]);
    const ended = await sparkify(['etl', '--data', source.path, '--warehouse', warehouse]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(/error {2}The warehouse \S+ (may not be|cannot be)/);
    await expectTables(warehouse, source.path, loadReference(before));
    unmount(disk);
  });

  test('under the temporary folder fails the run and leaves the old state', async () => {
    using source = sourceFolder(before);
    using folder = temporaryFolder();
    const disk = join(folder.path, 'disk');
    mountDisk(disk, 1);
    const warehouse = join(folder.path, 'w.duckdb');
    await etl({ data: source.path, warehouse });
    const spoiled = Buffer.concat([much.bytes, Buffer.from('{')]); // so that it is validated, and compressed
    source.write([{ ...much, bytes: spoiled }]);
    const args = ['etl', '--data', source.path, '--warehouse', warehouse];
    const ended = await sparkify(args, { env: { TMPDIR: disk } });
    expect(ended).toMatchObject({ code: 75, stdout: '' });
    expect(ended.stderr).toContain(`error  Nothing can be written below the temporary folder ${disk}`);
    expect(ended.stderr).toContain('Nothing was published.');
    expect(readdirSync(disk)).toEqual([]);
    await expectTables(warehouse, source.path, loadReference(before));
    expect(await sparkify([...args, '--quiet'])).toMatchObject({ code: 0, stderr: '' });
    unmount(disk);
  });
});

function giveAway(path: string): void {
  if (isRoot) chownSync(path, 65534, 65534);
  if (!statSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) giveAway(join(path, name));
}
