import { getEventListeners } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { TransientError } from '../../src/errors.ts';
import type { SourceFile } from '../../src/sources/source.ts';
import { root } from '../cli/sparkify.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** Threads run the compiled program alone. */
const compiled = temporaryFolder();
await build({
  entryPoints: ['src/sources/local.ts', 'src/sources/local-worker.ts'],
  ...{ bundle: true, format: 'esm', platform: 'node', absWorkingDir: root, outdir: compiled.path },
});
writeFileSync(join(compiled.path, 'package.json'), '{ "type": "module" }');
const { openLocalSource } = (await import(
  join(compiled.path, 'local.js')
)) as typeof import('../../src/sources/local.ts');

/** Enough for two threads, of which each reads many batches. */
const count = 10_100;
const textOf = (index: number) => `{"file": ${index}}`.padEnd(index % 300, ' ');
const nameOf = (index: number) => `${String(index).padStart(5, '0')}.json`;

async function listedFolder() {
  const folder = temporaryFolder();
  for (let index = 0; index < count; index++) writeFileSync(join(folder.path, nameOf(index)), textOf(index));
  const source = openLocalSource(folder.path);
  const files: SourceFile[] = [];
  for await (const file of source.list()) files.push(file);
  return { ...folder, source, files };
}

async function readAll(...[files, signal]: Parameters<NonNullable<typeof source.readSmall>>) {
  const texts: string[] = [];
  for await (const batch of source.readSmall?.(files, signal) ?? [])
    for (const bytes of batch) texts.push(Buffer.from(bytes).toString());
  return texts;
}

const folder = await listedFolder();
afterAll(() => {
  folder[Symbol.dispose]();
  compiled[Symbol.dispose]();
});
const { source, files } = folder;

test('threads give the bytes of every file, in order', async () => {
  expect(await readAll(files)).toEqual(files.map((_, index) => textOf(index)));
});

test('a reader that leaves early ends the threads', async () => {
  const before = process.getActiveResourcesInfo().filter((each) => each === 'MessagePort').length;
  for await (const [bytes] of source.readSmall?.(files) ?? []) {
    expect(Buffer.from(bytes ?? []).toString()).toBe(textOf(0));
    break;
  }
  expect(process.getActiveResourcesInfo().filter((each) => each === 'MessagePort')).toHaveLength(before);
});

test('nothing listens for the end of a run any more when its files are read', async () => {
  const { signal } = new AbortController();
  await readAll(files, signal);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('a run that is stopped hears why', async () => {
  const stopped = new Error('Stopped.');
  const controller = new AbortController();
  const reading = readAll(files, controller.signal);
  controller.abort(stopped);
  await expect(reading).rejects.toBe(stopped);
});

test('a file that is another since it was listed, or gone, is named', async () => {
  const changed = join(folder.path, nameOf(7_000));
  writeFileSync(changed, 'longer than it was');
  const reading = readAll(files);
  await expect(reading).rejects.toThrow(`${changed} changed while it was read.`);
  await expect(reading).rejects.toMatchObject({ name: TransientError.name });
  rmSync(changed);
  await expect(readAll(files)).rejects.toThrow(`${changed} does not exist.`);
});
