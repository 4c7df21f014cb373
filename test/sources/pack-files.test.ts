import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ListedFile } from '../../src/sources/data-set.ts';
import { openLocalSource } from '../../src/sources/local.ts';
import { packFiles } from '../../src/sources/pack-files.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'packed-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('files that share a text have the texts, sizes and bytes of the listed ones', async () => {
  for (const part of ['plain/a', 'plain/b/c', 'ü 日本 😀']) {
    mkdirSync(join(folder, part), { recursive: true });
    for (let file = 0; file < 400; file++)
      writeFileSync(join(folder, part, `TR${file}.json`), `{"n": ${file ** 2}}`);
  }
  symlinkSync(join(folder, 'plain'), join(folder, 'link'));
  for (const location of ['plain', 'link', 'ü 日本 😀'].map((name) => join(folder, name))) {
    const listed = await list(location);
    const packed = [...packFiles(listed)];
    expect(packed.filter((each, index) => each === listed[index])).toEqual([]);
    expect(packed.map(textsOf)).toEqual(listed.map(textsOf));
    for (const index of [0, 1, listed.length - 1]) {
      const { source, file } = packed[index] as ListedFile;
      expect(await buffer(source.read(file))).toHaveLength(file.size);
    }
    const [{ source } = { source: undefined }] = packed;
    const small = source?.readSmall?.(packed.map(({ file }) => file)) ?? [];
    const sizes: number[] = [];
    for await (const pieces of small) sizes.push(...pieces.map(({ length }) => length));
    expect(sizes).toEqual(listed.map(({ file }) => file.size));
  }
});

test('a file whose path is not its location stays as it is listed, with those beside it', async () => {
  const data = join(folder, 'bytes');
  mkdirSync(data);
  writeFileSync(join(data, 'a.json'), '{}');
  writeFileSync(Buffer.concat([Buffer.from(`${data}/`), Buffer.from([0xe9]), Buffer.from('.json')]), '{}');
  const listed = await list(data);
  expect([...packFiles(listed)]).toEqual(listed);
  expect(listed.map(({ file }) => file.location.slice(data.length))).toEqual(['/\\xE9.json', '/a.json']);
});

test('objects of S3 that share a text keep the ETag as their content, and have no path', async () => {
  const [{ source } = { source: undefined }] = await list(join(folder, 'plain'));
  if (source === undefined) throw new Error('nothing is listed');
  const objects = ['a', 'b', 'bb'].map((name): ListedFile => {
    const etag = `"${name.repeat(32)}-2"`;
    const file = { location: `s3://bucket/${name}.json`, size: 7, version: etag, content: etag };
    return { dataSet: 'logs', source, file };
  });
  const packed = [...packFiles(objects)];
  expect(packed[0]).not.toBe(objects[0]);
  expect(packed.map(textsOf)).toEqual(objects.map(textsOf));
});

async function list(location: string): Promise<ListedFile[]> {
  const source = openLocalSource(location);
  const listed: ListedFile[] = [];
  for await (const file of source.list()) listed.push({ dataSet: 'songs', source, file });
  return listed.sort(({ file: a }, { file: b }) => (a.location < b.location ? -1 : 1));
}

function textsOf({ dataSet, source, file: { location, size, version, path, content } }: ListedFile) {
  return { dataSet, source, location, size, version, path, content };
}
