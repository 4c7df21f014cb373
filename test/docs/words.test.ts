import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Expression, parseSync, Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';

// Words that this project used for things that the field has names for. Nothing that a person reads holds one again: neither
// documents, messages and help, nor comments and the names of tests.

const root = join(import.meta.dirname, '../..');

/** Each word that is gone, and what is written instead. */
const goneWords: readonly (readonly [word: RegExp, instead: string])[] = [
  [/\b(un)?books?\b|\bbooked\b/i, 'load manifest, run log, record'],
  [/\bsets? aside\b|\bset-aside\b/i, 'reject, rejected'],
  [/\btells?\b|\btold\b/i, 'print, report, list'],
  [/\bmend(s|ed|ing)?\b|\bheal(s|ed|ing)?\b/i, 'fix, repair'],
  [/\bon paper\b/i, 'SQL preview'],
  [/\broomy\b|\bmade room for\b/i, 'pre-sized'],
  [/\bwish(es)?\b/i, 'desired state'],
  [/\bcrew\b/i, 'workers'],
  [/\bsurroundings\b/i, 'context'],
  [/\bhears? of\b|\bheard of\b/i, 'called with'],
  [/\bstands?\b(?!-)|\bstood\b/i, 'is, means'],
  [/\bpassed over\b/i, 'skipped'],
  [/\bpack(s|ed)?\b/i, 'batch, compress'],
  [/\bverdicts?\b|\bjudge[sd]?\b|\bjudging\b/i, 'validate, result'],
  [/\bexact (reader|pass)\b/i, 'validating parser'],
  [/\blook(s|ed)? over\b/i, 'pre-scan'],
  [/\bto be had\b/i, 'available'],
  [/\blets? in\b|\bletting in\b/i, 'allow'],
  [/\bwhoever\b/i, 'the user who'],
  [/\banew\b/i, 'again, re-'],
];

/** Texts with such a word that stay, and why. */
const allowed: readonly (readonly [place: RegExp, text: RegExp, reason: string])[] = [
  [/^CHANGELOG\.md/, /`books-balance`/, 'the former name of a check, for those who search for it'],
  [/^docs\/operations\.md/, /`npm pack`/, 'a command of npm'],
  [/^src\/.*/, /^(mend|anew|book|packed-copy|pack-|sparkify-packs-)$/, 'keys, and names of files'],
  [/^src\/simulate\/song-words\.ts/, /./, 'words for titles of made-up songs'],
];

const documents = [
  ...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'],
  ...filesBelow('docs', /\.md$/),
];
const sources = filesBelow('src', /\.tsx?$/);
const code = [
  ...sources,
  ...['test', 'bench', 'scripts'].flatMap((folder) => filesBelow(folder, /\.(tsx?|js)$/)),
];
/** Golden files repeat the comments of `sql/`. */
const sqlFiles = ['sql', 'test', 'bench']
  .flatMap((folder) => filesBelow(folder, /\.sql$/))
  .filter((file) => !file.includes('/golden/'));

test.each(documents)('%s uses the words of the field', (file) => {
  expect(findGone(linesOf(file))).toEqual([]);
});

test('messages, help and reports use the words of the field', () => {
  const texts = sources.flatMap((file) => textsOf(file));
  expect(texts.length).toBeGreaterThan(3000);
  expect(findGone(texts)).toEqual([]);
});

test('comments use the words of the field', () => {
  const comments = code.flatMap((file) => commentsOf(file));
  expect(comments.length).toBeGreaterThan(5000);
  expect(findGone(comments)).toEqual([]);
});

test('the names of tests use the words of the field', () => {
  const names = code.filter((file) => file.startsWith('test/')).flatMap((file) => testNamesOf(file));
  expect(names.length).toBeGreaterThan(1000);
  expect(findGone(names)).toEqual([]);
});

test('comments of SQL files, whose headers messages print, use the words of the field', () => {
  const comments = sqlFiles.flatMap((file) =>
    linesOf(file).flatMap(([place, line]) => {
      const [comment] = /--.*$/.exec(line) ?? [];
      return comment === undefined ? [] : [[place, comment] as const];
    }),
  );
  expect(comments.length).toBeGreaterThan(150);
  expect(findGone(comments)).toEqual([]);
});

test('every exception is still needed', () => {
  const all = [...documents.flatMap((file) => linesOf(file)), ...sources.flatMap((file) => textsOf(file))];
  const unused = allowed.filter(
    ([place, text]) => !all.some(([from, line]) => place.test(from) && text.test(line)),
  );
  expect(unused).toEqual([]);
});

test.each([
  ['quarantine', 'docs/operations.md'],
  ['lineage', 'docs/operations.md'],
  ['idempotent', 'docs/operations.md'],
  ['backfill', 'docs/operations.md'],
  ['late-arriving', 'docs/operations.md'],
  ['slowly changing dimension', 'docs/model.md'],
  ['SCD', 'docs/model.md'],
  ['audit', 'docs/operations.md'],
])('a search for "%s" finds %s', (word, file) => {
  expect(read(file).toLowerCase()).toContain(word.toLowerCase());
});

/** What holds a word that is gone, outside of the exceptions: place, word, replacement and text. */
function findGone(texts: readonly (readonly [place: string, text: string])[]): string[] {
  return texts.flatMap(([place, text]) =>
    goneWords
      .filter(([word]) => word.test(text))
      .filter(() => !allowed.some(([where, what]) => where.test(place) && what.test(text)))
      .map(
        ([word, instead]) => `${place}: "${word.exec(text)?.[0]}" → ${instead}: ${text.trim().slice(0, 120)}`,
      ),
  );
}

const parsedFiles = new Map<string, ReturnType<typeof parseSync>>();

/** A file of code, parsed once for all that is asked of it. */
function parsed(file: string): ReturnType<typeof parseSync> {
  const known = parsedFiles.get(file) ?? parseSync(file, read(file));
  parsedFiles.set(file, known);
  return known;
}

/** Every text in the code of a file: string literals and the fixed parts of templates. */
function textsOf(file: string): (readonly [place: string, text: string])[] {
  const texts: [string, string][] = [];
  const modules = new Set<unknown>(); // their names are no texts
  const skipName = ({ source }: { readonly source: unknown }) => modules.add(source);
  new Visitor({
    ImportDeclaration: skipName,
    ImportExpression: skipName,
    ExportNamedDeclaration: skipName,
    ExportAllDeclaration: skipName,
    Literal(node) {
      if (typeof node.value === 'string' && !modules.has(node)) texts.push([file, node.value]);
    },
    TemplateElement({ value }) {
      texts.push([file, value.cooked ?? '']);
    },
  }).visit(parsed(file).program);
  return texts;
}

/** Each line of a comment. */
function commentsOf(file: string): (readonly [place: string, text: string])[] {
  const text = read(file);
  return parsed(file).comments.flatMap(({ start, value }) => {
    const first = text.slice(0, start).split('\n').length;
    return value.split('\n').map((line, index) => [`${file}:${first + index}`, line] as const);
  });
}

/** What `test`, `describe` and their variants such as `test.each(…)` are called with first. */
function testNamesOf(file: string): (readonly [place: string, text: string])[] {
  const names: (readonly [string, string])[] = [];
  const text = read(file);
  new Visitor({
    CallExpression({ callee, arguments: [name] }) {
      if (name !== undefined && /^(test|describe)$/.test(functionOf(callee)))
        names.push([file, text.slice(name.start, name.end)]);
    },
  }).visit(parsed(file).program);
  return names.filter(([, name]) => /^['"`]/.test(name));
}

/** `test` of `test`, `test.each` and `test.each([…])`. */
function functionOf(callee: Expression): string {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type === 'MemberExpression') return functionOf(callee.object);
  return callee.type === 'CallExpression' ? functionOf(callee.callee) : '';
}

function linesOf(file: string): (readonly [place: string, text: string])[] {
  return read(file)
    .split('\n')
    .map((text, index) => [`${file}:${index + 1}`, text] as const);
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

function filesBelow(folder: string, name: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => name.test(path) && !isGenerated(path))
    .map((path) => join(folder, path))
    .sort();
}

/** What git ignores: the data and the peers of the bench, installed packages. */
function isGenerated(path: string): boolean {
  return path.split('/').some((part) => part === '.data' || part === 'node_modules');
}
