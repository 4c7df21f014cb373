import { expect, test } from 'vitest';
import { explainRefusal } from '../src/file-problem.ts';
import { openError } from '../src/sources/local-errors.ts';
import { translateDuckdbError } from '../src/warehouse/duckdb/errors.ts';

const failed = (code: string, syscall: string, path?: string) =>
  Object.assign(new Error(`${code}: too bad, ${syscall}`), { code, syscall, path });

test.each([
  [failed('ENOSPC', 'write'), 'SPK-304', 'A file cannot be written: the disk is full.'],
  [failed('EDQUOT', 'open', 'out'), 'SPK-304', 'out cannot be written: the disk quota is used up.'],
  [failed('EROFS', 'mkdir', 'out'), 'SPK-118', 'out cannot be written: the disk is read-only.'],
  [failed('EIO', 'write', 'out'), 'SPK-118', 'out cannot be written: the disk reports an error.'],
  [failed('EIO', 'read', 'in'), 'SPK-210', 'in could not be read: the disk reports an error.'],
])('what the machine refuses is no bug: %s', (cause, code, message) => {
  expect(explainRefusal(cause)).toMatchObject({ code, message, cause });
});

test('any other error stays as it is', () => {
  for (const error of [new TypeError('x is not a function'), failed('EPIPE', 'write')])
    expect(explainRefusal(error)).toBe(error);
});

test('too many open files are one error, wherever a file is opened', () => {
  const node = new Error("EMFILE: too many open files, open 'a.json'");
  const system = new Error("ENFILE: file table overflow, open 'a.json'");
  const engine = new Error('IO Error: Cannot open file "a.json": Too many open files');
  for (const error of [
    explainRefusal(Object.assign(node, { code: 'EMFILE', path: 'a.json' })),
    openError(Object.assign(system, { code: 'ENFILE' }), 'a.json', 'Nothing was published.'),
    translateDuckdbError(engine, 'select 1', 'w.duckdb'),
  ])
    expect(error).toMatchObject({
      code: 'SPK-121',
      message: 'Too many files are open, so a.json could not be opened.',
    });
});

test('the disk that is full is that of the file that DuckDB writes', () => {
  const full = (file: string) =>
    translateDuckdbError(
      new Error(`IO Error: Could not write file "${file}": No space left on device`),
      'copy',
      'w.duckdb',
    ).message;
  expect(full('/usb/songs.parquet')).toBe('The disk of /usb/songs.parquet is full.');
  expect(full(`${process.cwd()}/w.duckdb.wal`)).toBe('The disk of w.duckdb is full.');
});
