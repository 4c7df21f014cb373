import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tables } from '../../src/schema/tables.ts';
import { root } from '../cli/sparkify.ts';
import { documents } from './fences.ts';

// What looks like a name of ours in a document has to be one: a reader searches the code for it.

const folders = ['src', 'sql', 'test', 'bench', 'scripts', 'docs'];
const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('node_modules/')) // of `npm install --prefix bench`
    .map((name) => `${folder}/${name}`),
);
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const withoutComments = (text: string) => text.replace(/\/\*.*?\*\//gs, '').replace(/^\s*(\/\/|--).*$/gm, '');
const words = new Set(
  files
    .filter(
      (file) =>
        /^(src|sql|test|bench|scripts)\/.*\.(tsx?|js|sql|py)$/.test(file) && !file.endsWith('names.test.ts'),
    )
    .flatMap((file) => withoutComments(read(file)).match(/[A-Za-z_]\w+/g) ?? []),
);

/** Names of others' software that documents speak of. */
const others = new Set([
  ...['ipaddr.js', 'RetryHandler', 'tcp_keepalive', 'keepNames'], // libraries
  ...['load_staging_tables', 'insert_tables'], // scripts that this program replaces
  ...['sys_query_history', 'ignore_errors'], // Redshift, DuckDB
]);

test.each(documents)('%s names files that exist', (document) => {
  const named = codeIn(document).filter((text) =>
    /^\w[\w./-]*\.(tsx?|js|sql|css)$|^(src|sql|test|bench|scripts|docs)\/[\w./-]*$/.test(text),
  );
  expect(named.filter((name) => !/NAME|ENGINE/.test(name) && !others.has(name) && !isFile(name))).toEqual([]);
});

test.each(documents)('%s names functions, types, columns and codes that the code has', (document) => {
  const name = /^(?:[A-Z]\w+\.)?([a-z]+[A-Z]\w*|[A-Z][a-z]+[A-Z]\w*|[a-z]+(?:_[a-z0-9]+)+)(?:\(\))?$/;
  const named = codeIn(document).flatMap((text) => name.exec(text)?.[1] ?? []);
  expect(named.filter((name) => !others.has(name) && !words.has(name))).toEqual([]);
});

test.each(documents)('%s names tables of etl, and columns of them, that the schema has', (document) => {
  const known = tables.flatMap(({ name, columns }) => [
    name,
    ...columns.map((column) => `${name}.${column.name}`),
  ]);
  const named = codeIn(document).filter((text) => /^etl\.(?!ts$|py$|ipynb$)\w+(\.\w+)?$/.test(text));
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
});

test('comments and SQL name files that exist', () => {
  const name = /(?<![\w/.-])(?:src|sql|test|bench|scripts|docs)\/[\w./-]+\.\w+|(?<=`)[\w-]+\.tsx?(?=`)/g;
  const stale = files
    .filter((file) => /^(src|sql|bench|scripts)\/.*\.(tsx?|js|sql|css)$/.test(file))
    .flatMap((file) =>
      (read(file).match(name) ?? [])
        .filter((each) => !/NAME|ENGINE/.test(each) && !isFile(each))
        .map((each) => `${file}: ${each}`),
    );
  expect(stale).toEqual([]);
});

/** The texts in backticks outside of blocks of code. */
function codeIn(file: string): readonly string[] {
  const prose = read(file).replace(/^```.*?^```/gms, '');
  return [...new Set([...prose.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text))];
}

function isFile(name: string): boolean {
  return existsSync(join(root, name)) || files.some((file) => file.endsWith(`/${name}`));
}
