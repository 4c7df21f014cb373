import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

// The rules that keep the house in order. Where one has to give way, say so here, with the reason.

const root = join(import.meta.dirname, '..');
const sources = new Map(
  filesBelow('src', /\.tsx?$/).map((file) => [file, readFileSync(join(root, file), 'utf8')] as const),
);

/** The order of the folders: reading and storing, then the verbs, then how they are shown and asked for. */
const order = [
  'src/messages',
  'src',
  ...[
    'src/schema',
    'src/aws',
    'src/settings/table',
    'src/settings',
    'src/formats',
    'src/s3',
    'src/sources',
    'src/cluster',
    'src/warehouse',
  ],
  ...[
    'src/load',
    'src/ask',
    'src/preview',
    'src/match',
    'src/lineage',
    'src/diff',
    'src/export',
    'src/project',
    'src/explain',
    'src/simulate',
    'src/verify',
  ],
  ...['src/doctor', 'src/terminal', 'src/dashboard', 'src/completion', 'src/commands'],
];

/** The entries, which name what they offer or run, and the settings of a command, which name whom they are for. */
const overAll = ['src/index.ts', 'src/main.ts', 'src/config.ts'];

/** Folders of tests that mirror no folder of src/, and what they are. */
const ofTests = {
  'stand-ins and suites': ['redshift', 'redshift-load', 's3-server', 'reference', 'peers'],
  'of the command, built or in the process': ['cli', 'stopping', 'package', 'browser'],
  'of what is beside src/': ['docs', 'sql', 'field', 'ci'],
};

describe('a rule of the house:', () => {
  test('test/ mirrors src/', () => {
    const beside = Object.values(ofTests).flat();
    const folders = readdirSync(join(root, 'test'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.name.endsWith('.test.ts'))
      .map((entry) => relative(join(root, 'test'), entry.parentPath))
      .filter((folder) => folder !== '' && !beside.includes(folder.split('/')[0] ?? ''));
    expect(folders.length).toBeGreaterThan(100);
    expect(folders.filter((folder) => !existsSync(join(root, 'src', folder)))).toEqual([]);
  });

  test('CONTRIBUTING.md names every folder of src/ and sql/, and what it holds', () => {
    const [, places = ''] =
      /## Where things live\n([\s\S]*?)\n## /.exec(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')) ?? [];
    const foldersIn = (folder: string, prefix: string) =>
      readdirSync(join(root, folder), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => `\`${prefix}${entry.name}/`);
    const folders = [...foldersIn('src', 'src/'), ...foldersIn('sql', '')];
    expect(folders.length).toBeGreaterThan(30);
    const named = places.replaceAll('`sql/', '`');
    expect(folders.filter((folder) => !named.includes(folder))).toEqual([]);
  });

  test('the AWS SDK and the client of Redshift are named only where AWS is reached', () => {
    const places = /^src\/(aws\/|s3\/|sources\/s3|cluster\/|doctor\/|warehouse\/redshift)/;
    const outside = filesWith(/(from|import\() ?'(@aws-sdk|@smithy|pg\b)/).filter(
      (file) => !places.test(file),
    );
    expect(outside).toEqual([]);
  });

  test.each([
    ['src/main.ts', 'src/commands/etl.ts'],
    ['src/index.ts', 'src/load/etl.ts'],
  ])(
    'what a call needs is loaded when it runs: %s itself loads no engine and nothing of AWS',
    (entry, some) => {
      const loaded = [...loadedWith(entry)];
      expect(loaded).toContain(some);
      expect(packagesOf('src/warehouse/duckdb/api.ts')).toContain('@duckdb/node-api');
      const heavy = loaded.flatMap((file) => packagesOf(file).map((name) => `${file}: ${name}`));
      expect(heavy.filter((line) => /@aws-sdk|@smithy|@duckdb|: pg$|undici|: zod$/.test(line))).toEqual([]);
    },
  );

  test('a folder imports only from those before it', () => {
    const wrong = [...sources.keys()].flatMap((file) =>
      namedIn(file)
        .filter((name) => order.indexOf(folderOf(name)) > order.indexOf(folderOf(file)))
        .map((name) => `${file} imports ${name}`),
    );
    expect([...sources.keys()].map(folderOf).filter((folder) => !order.includes(folder))).toEqual([]);
    expect(wrong).toEqual([]);
  });

  test('no file imports from one that imports it, by any way round, types included', () => {
    expect(circles()).toEqual([]);
  });

  test('only config.ts reads the environment', () => {
    // The SDK reads its own setting from there, so that one is written.
    const allowed = ['src/config.ts', 'src/aws/quiet-sdk.ts'];
    expect(filesWith(/process\.env|\benv\b.*= process\b/).filter((file) => !allowed.includes(file))).toEqual(
      [],
    );
  });

  test('only cli.ts and main.ts end the process', () => {
    expect(filesWith(/process\.(exit|abort)\b|process\.exitCode|process\.kill\((?!pid, 0\))/)).toEqual([
      'src/cli.ts',
      'src/main.ts',
    ]);
  });

  test('shared code never asks which engine it runs on', () => {
    const asking = filesWith(/engine\s*[!=]==?|case '(duckdb|redshift)'|switch \(.*engine/);
    expect(asking.filter((file) => !file.startsWith('src/warehouse/'))).toEqual([]);
  });

  test('the load manifest and the run log are read and written in one place', () => {
    const naming = filesWith(/\betl\.(files|runs|checks)\b/);
    const elsewhere = naming.filter((file) => !/^src\/(load\/manifest|schema)\//.test(file));
    expect(elsewhere).toEqual(['src/commands/schema.ts']); // an example of a table's name, in its help
  });

  test('a statement is the same for both engines, or there is one of the same name for each', () => {
    const [duckdb = [], redshift = []] = ['duckdb', 'redshift'].map((engine) =>
      filesBelow('sql', /\.sql$/)
        .filter((file) => file.includes(engine) && !file.startsWith('sql/migrations/'))
        .map((file) => file.replace(engine, 'ENGINE')),
    );
    expect(redshift).toEqual(duckdb);
    expect(duckdb).toContain('sql/tables/ENGINE.sql');
  });

  test('a file has room for one concept: 250 lines at most', () => {
    const long = [...sources]
      .filter(([, text]) => text.trimEnd().split('\n').length > 250)
      .map(([file]) => file);
    expect(long).toEqual([]);
  });

  test('a saved query says what it means: 30 lines at most', () => {
    const long = filesBelow('sql/questions', /\.sql$/).filter(
      (file) => readFileSync(join(root, file), 'utf8').trimEnd().split('\n').length > 30,
    );
    expect(long).toEqual([]);
  });

  test('no file of the repository is large: a clone takes no time', () => {
    const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0');
    const present = files.filter((file) => file !== '' && existsSync(join(root, file)));
    expect(present.filter((file) => statSync(join(root, file)).size > 512 * 1024)).toEqual([]);
  });

  test('no drawer for everything', () => {
    const drawers = /\b(utils?|helpers?|common|manager|service|misc|lib)\b/;
    expect([...sources.keys()].filter((file) => drawers.test(file))).toEqual([]);
  });

  test('no error is caught in silence: where nothing is to be done, a comment says why', () => {
    const silent = /catch\s*(\([^)]*\))?\s*\{\s*\}/;
    expect([...sources].filter(([, text]) => silent.test(text)).map(([file]) => file)).toEqual([]);
  });
});

function filesBelow(folder: string, ending: RegExp): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => join(folder, name))
    .sort();
}

function filesWith(pattern: RegExp): readonly string[] {
  return [...sources].filter(([, text]) => pattern.test(withoutComments(text))).map(([file]) => file);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

/** The modules that a file loads with it, itself included: not those that it imports later, or only types of. */
function loadedWith(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const name of importsOf(file)) if (name.startsWith('.')) loadedWith(join(dirname(file), name), seen);
  return seen;
}

function packagesOf(file: string): readonly string[] {
  return importsOf(file).filter((name) => !name.startsWith('.') && !name.startsWith('node:'));
}

function importsOf(file: string): readonly string[] {
  const text = withoutComments(sources.get(file) ?? '');
  const imported = [...text.matchAll(/^(?:import|export)\b(?! type\b)[^;]*?from '([^']+)';/gm)].filter(
    ([statement]) => !/\{\s*(type \w+,?\s*)+\}/.test(statement),
  );
  return imported.map(([, name = '']) => name);
}

/** The folder below src/ that a file is in; `src` for those that are in no folder. */
function folderOf(file: string): string {
  return file.split('/').slice(0, -1).slice(0, 2).join('/');
}

/** Every module of ours that a file names, also those that it loads later. */
function namedIn(file: string): readonly string[] {
  return overAll.includes(file) ? [] : namesIn(file, sources.get(file) ?? '');
}

function namesIn(file: string, text: string): readonly string[] {
  const names = withoutComments(text).matchAll(/(?:from |import\()'(\.[^']+)'/g);
  return [...names].map(([, name = '']) => join(dirname(file), name));
}

/** Groups of files of which each imports, in the end, itself (https://en.wikipedia.org/wiki/Tarjan%27s_strongly_connected_components_algorithm). */
function circles(): readonly (readonly string[])[] {
  const imports = new Map(
    ['src', 'bench', 'test'].flatMap((folder) =>
      filesBelow(folder, /\.tsx?$/).map((file) => [
        file,
        namesIn(file, readFileSync(join(root, file), 'utf8')),
      ]),
    ),
  );
  const found: string[][] = [];
  const numbers = new Map<string, number>();
  const open: string[] = [];
  const visit = (file: string): number => {
    const number = numbers.size;
    numbers.set(file, number);
    let lowest = number;
    open.push(file);
    for (const name of imports.get(file) ?? []) {
      if (!numbers.has(name)) lowest = Math.min(lowest, visit(name));
      else if (open.includes(name)) lowest = Math.min(lowest, numbers.get(name) ?? 0);
    }
    if (lowest === number) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1) found.push(circle.sort());
    }
    return lowest;
  };
  for (const file of imports.keys()) if (!numbers.has(file)) visit(file);
  return found;
}
