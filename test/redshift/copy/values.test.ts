import { expect, test } from 'vitest';
import { client, load, loadError, withCopySession } from './copy-fixture.ts';

withCopySession();

test(`'' and blanks into a number are NULL · [dg:copy-parameters-data-format]`, async () => {
  expect(await load('{"number":"","big":"  ","ratio":""}', undefined, 'number, big, ratio')).toEqual([
    { number: null, big: null, ratio: null },
  ]);
});

test(`'' and blanks in a text stay · [dg:copy-parameters-data-conversion]`, async () => {
  const names = [{ name: '' }, { name: '  ' }];
  expect(await load(names.map((each) => JSON.stringify(each)).join('\n'), undefined, 'name')).toEqual(names);
});

test('a column with no key is NULL, a key with no column is ignored · [dg:copy-parameters-data-format]', async () => {
  expect(await load('{"number":1,"other":2}')).toEqual([{ name: null, number: 1 }]);
});

test('NULL into NOT NULL fails with 1213 · [dg:copy-parameters-data-format]', async () => {
  await client.query('drop table events');
  await client.query('create table events (name varchar(8) not null, number integer)');
  expect(await loadError('{"number":1}')).toMatchObject({ code: 1213, column: 'name' });
});

test('numbers, truth values and nested values go into text as written · [dg:copy-usage_notes-copy-from-json]', async () => {
  const file = '{"name":112}\n{"name":true}\n{"name":{"a": 1}}\n{"name":[1,2]}';
  expect(await load(file, undefined, 'name')).toEqual(
    ['112', 'true', '{"a": 1}', '[1,2]'].map((name) => ({ name })),
  );
});

test('letters into a number fail with 1207 · [dg:SYS_LOAD_ERROR_DETAIL]', async () => {
  expect(await loadError('{"number":1}\n{"number":"abc"}')).toEqual({
    ...{ line: '2', code: 1207, column: 'number' },
    message: "Invalid digit, Value 'a', Pos 0, Type: Integer",
  });
});

test('a quoted fraction into BIGINT fails with 1207 · [facts §1.2]', async () => {
  expect(await loadError('{"big":"20200407.0"}', undefined, 'big')).toMatchObject({
    message: "Invalid digit, Value '.', Pos 8, Type: Long",
  });
});

test('a number beyond its type fails · [docs: r_Load_Error_Reference]', async () => {
  expect(await loadError('{"number":2147483648}')).toMatchObject({ code: 1222 });
});

test('a text is measured in bytes: 1204 · [dg:copy-parameters-data-conversion]', async () => {
  expect(await load('{"name":"éééé"}', undefined, 'name')).toEqual([{ name: 'éééé' }]);
  expect(await loadError('{"name":"ééééé"}')).toMatchObject({ code: 1204, column: 'name' });
});

test('bytes that are not UTF-8 fail with 1220 · [dg:copy-parameters-data-conversion]', async () => {
  const file = Buffer.from('{"name":"a\xffb"}', 'latin1');
  expect(await loadError(file)).toMatchObject({ code: 1220, column: 'name' });
});

test('escapes in texts are read · [dg:copy-usage_notes-copy-from-json]', async () => {
  expect(await load('{"name":"\\n\\\\\\/\\u00e9"}', undefined, 'name')).toEqual([{ name: '\n\\/é' }]);
});
