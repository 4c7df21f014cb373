import { expect, test } from 'vitest';
import { client, copyFrom, folderOf, load, loadError, objects, withCopySession } from './copy-fixture.ts';

withCopySession();

test('objects may be on a line each, on several, or one after the other · [dg:copy-parameters-data-format]', async () => {
  expect(await load('{"name":"a"}\n\n{"name":\n"b"}{"name":"c"}')).toHaveLength(3);
});

test('a top-level array is one row, and wants JSONPaths · [dg:copy-parameters-data-format]', async () => {
  expect(await loadError('[{"name":"a"},{"name":"b"}]')).toMatchObject({ code: 1216 });
});

test('a comma between objects fails · [dg:copy-parameters-data-format]', async () => {
  expect(await loadError('{"name":"a"},\n{"name":"b"}')).toMatchObject({ line: '1', code: 1216 });
});

test(`'auto' compares keys with lower-case names, case and all · [dg:copy-parameters-data-format]`, async () => {
  expect(await load('{"firstName":"Ada","NAME":"x"}', `json 'auto'`, 'name, firstname')).toEqual([
    { name: null, firstname: null },
  ]);
});

test('JSONPaths feed the columns in their order, in bracket or in dot notation · [dg:copy-usage_notes-copy-from-json]', async () => {
  objects.put('s3://data/paths.json', `{"jsonpaths": ["$['song']['title']", "$['n'][1]"]}`);
  objects.put('s3://data/dots.json', '{"jsonpaths": ["$.song.title", "$.n[1]"]}');
  const record = '{"name":"no","song":{"title":"Yes"},"n":[1,2]}';
  const row = { name: 'Yes', number: 2 };
  expect(await load(record, `json 's3://data/paths.json'`)).toEqual([row]);
  expect(await load(record, `json 's3://data/dots.json'`)).toEqual([row, row]);
});

test('a missing key is NULL, a missing array element fails · [dg:copy-usage_notes-copy-from-json]', async () => {
  objects.put('s3://data/element.json', `{"jsonpaths": ["$['a']['b']", "$['n'][1]"]}`);
  expect(await load('{"n":[1,2]}', `json 's3://data/element.json'`)).toEqual([{ name: null, number: 2 }]);
  expect(await loadError('{"n":[1]}', `json 's3://data/element.json'`)).toMatchObject({
    message: 'Invalid JSONPath format: Not an array or index out of range',
  });
});

test(`a JSONPaths file with another key is 'auto', without a word · [dg:copy-parameters-data-format]`, async () => {
  objects.put('s3://data/misspelt.json', `{"jsonPaths": ["$['other']", "$['number']"]}`);
  expect(await load('{"name":"a","other":"b"}', `json 's3://data/misspelt.json'`)).toEqual([
    { name: 'a', number: null },
  ]);
});

for (const [what, file] of Object.entries({
  'that is not JSON': '{"jsonpaths": [',
  'with an empty path': `{"jsonpaths": ["", "$['a']"]}`,
  'with more paths than columns': `{"jsonpaths": ["$['a']", "$['b']", "$['c']"]}`,
})) {
  test(`a JSONPaths file ${what} fails · [dg:copy-usage_notes-copy-from-json]`, async () => {
    objects.put('s3://data/broken.json', file);
    const sql = copyFrom(folderOf('{}'), `json 's3://data/broken.json'`);
    expect((await client.failure(sql)).message).toMatch(/jsonpath/i);
  });
}

test('the JSONPaths file is one exact object · [dg:copy-parameters-data-format]', async () => {
  const sql = copyFrom(folderOf('{}'), `json 's3://data/nowhere.json'`);
  expect((await client.failure(sql)).message).toContain('NoSuchKey');
});
