import { spawnSync } from 'node:child_process';
import { existsSync, openSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '@duckdb/node-api';
import { type BuildOptions, build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { packageVersion } from '../../src/version.ts';
import { smallSource, sourceFolder } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { builtCommand, root, sparkify, start } from './sparkify.ts';
import { verbs } from './verbs.ts';

describe('the command', () => {
  test('lists its verbs, and prints its version', async () => {
    const { code, stdout, stderr } = await sparkify(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const verb of await verbs()) expect(stdout).toMatch(new RegExp(`^ {2}${verb} `, 'm'));
    expect(await sparkify(['--version'])).toMatchObject({
      code: 0,
      stdout: `sparkify ${packageVersion()} (DuckDB ${version().slice(1)}, Node.js ${process.versions.node}, ${process.platform} ${process.arch})\n`,
    });
  });

  test('without a verb shows the same on stderr, with 2', async () => {
    expect(await sparkify([])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: (await sparkify(['--help'])).stdout,
    });
  });

  test.each([
    [['etll'], 'SPK-101', "Unknown command 'etll'.", 'Did you mean etl?', ''],
    [['help', 'elt'], 'SPK-101', "Unknown command 'elt'.", 'Did you mean etl?', ''],
    [['cluster', 'help', 'crate'], 'SPK-101', "Unknown command 'crate'.", 'Did you mean create?', ' cluster'],
    [['creat-tables'], 'SPK-101', "Unknown command 'creat-tables'.", 'Did you mean create-tables?', ''],
    [['cluster', 'crate'], 'SPK-101', "Unknown command 'crate'.", 'Did you mean create?', ' cluster'],
    [['etl', '--dta', 'x'], 'SPK-101', "Unknown option '--dta'.", 'Did you mean --data?', ' etl'],
    [['ask', '--limt', '3'], 'SPK-101', "Unknown option '--limt'.", 'Did you mean --limit?', ' ask'],
    [['etl', '--data'], 'SPK-103', "Option '--data <location>' argument missing.", '', ' etl'],
    [
      ['etl', '--data', ''],
      'SPK-102',
      "Option '--data <location>' argument '' is invalid. It is empty.",
      '',
      ' etl',
    ],
    [
      ['etl', '--data', 'january', '--data', 'february'],
      'SPK-102',
      "Option '--data <location>' argument 'february' is invalid. It is given twice, and takes one value.",
      '',
      ' etl',
    ],
    [
      ['etl', '--now', '2018-02-30'],
      'SPK-102',
      "Option '--now <time>' argument '2018-02-30' is invalid. It should be a time such as 2018-12-01T00:00:00Z.",
      '',
      ' etl',
    ],
    [
      ['cluster', 'create', '--work', ''],
      'SPK-102',
      "Option '--work <location>' argument '' is invalid. It is empty.",
      '',
      ' cluster create',
    ],
    [
      ['dashboard', '--port', '99999'],
      'SPK-102',
      "Option '--port <number>' argument '99999' is invalid. It should be a whole number from 1 to 65535.",
      '',
      ' dashboard',
    ],
    [['ETL'], 'SPK-101', "Unknown command 'ETL'.", 'Did you mean etl?', ''],
    [['-v'], 'SPK-101', "Unknown option '-v'.", 'Did you mean -V?', ''],
    [['etl', '-data', 'x'], 'SPK-101', "Unknown option '-data'.", 'Did you mean --data?', ' etl'],
    [
      ['--warehouse', 'x', 'etl'],
      'SPK-101',
      "Unknown option '--warehouse'.",
      'An option follows its command: sparkify etl --warehouse …',
      '',
    ],
    [
      ['etl', '--data', '--quiet'],
      'SPK-102',
      "Option '--data <location>' argument '--quiet' is invalid. The value is missing: this is the name of an option.",
      '',
      ' etl',
    ],
    [
      ['ask', 'artist', ''],
      'SPK-102',
      "Command-argument value '' is invalid for argument 'value'. It is empty.",
      '',
      ' ask',
    ],
    [['query'], 'SPK-103', "Missing required argument 'sql'.", '', ' query'],
  ])('refuses %j, and says where to look', async (args, code, message, similar, verb) => {
    const lists = message.startsWith('Unknown command') ? 'commands' : 'options';
    const hints = [
      similar,
      `sparkify${verb} --help lists the ${lists}.`,
      `Explain it   sparkify explain ${code}`,
    ];
    const stderr = `error  ${message}\n\n${hints
      .filter((line) => line !== '')
      .map((line) => `       ${line}\n`)
      .join('')}`;
    expect(await sparkify(args)).toEqual({ code: 2, signal: null, stdout: '', stderr });
  });

  test.each([
    [['etl', './new data'], "Name the location   sparkify etl --data './new data'"],
    [['etl', 'log_data', 'songs'], 'Name the locations   sparkify etl --logs log_data --songs songs'],
    [['etl', 'song_data', 'logs'], 'Name the locations   sparkify etl --logs logs --songs song_data'],
    [
      ['query', 'select', 'level', 'from', 'users'],
      "Quote what has blanks   sparkify query 'select level from users'",
    ],
    [
      ['ask', 'song', "You're", 'The', 'One'],
      `Quote what has blanks   sparkify ask song 'You'\\''re The One'`,
    ],
    [['ask', '--level', 'paid'], 'List them all   sparkify ask\n'],
  ])('of %j it says how it was probably meant', async (args, hint) => {
    const { code, stderr } = await sparkify(args);
    expect(code).toBe(2);
    expect(stderr).toContain(`       ${hint}`);
  });

  test('refuses two options that contradict each other; with --json stdout gets the error too', async () => {
    const { code, stdout } = await sparkify(['runs', '--json', '--csv']);
    expect({ code, ...JSON.parse(stdout) }).toEqual({
      code: 2,
      error: {
        code: 'SPK-105',
        message: "Option '--csv' cannot be used with option '--json'.",
        details: [],
        hints: ['sparkify runs --help lists the options.'],
        exit_code: 2,
      },
    });
  });
});

test.each([
  [['--version']],
  [['ask', '--help']],
  [[]],
  [['etl', '--data', 'none']],
  [['query', 'select', 'x']],
])('as a process says and returns what the tests see in theirs: %j', async (args) => {
  using folder = temporaryFolder();
  expect(await start(args, { cwd: folder.path }).ended).toEqual(await sparkify(args, { cwd: folder.path }));
});

test.each([
  ['export', '--to'],
  ['simulate', '--out'],
  ['rejects', '--export'],
  ['init', '--config'],
])('%s %s - writes nothing of this name', async (verb, option) => {
  using folder = temporaryFolder();
  const { code, stderr } = await sparkify([verb, option, '-'], { cwd: folder.path });
  expect([code, readdirSync(folder.path)]).toEqual([2, []]);
  expect(stderr).toContain("argument '-' is invalid. It cannot be stdout; ./- is the place of this name.");
});

test.each([
  ['export', '--to', 'gs://bucket/star'],
  ['simulate', '--out', 's3://bucket/data'],
])('%s %s %s makes no folder of this name', async (verb, option, address) => {
  using folder = temporaryFolder();
  const { code, stderr } = await sparkify([verb, option, address], { cwd: folder.path });
  expect([code, readdirSync(folder.path)]).toEqual([2, []]);
  expect(stderr).toContain('It should be a place on this machine.');
});

test.each([
  [['etl', '--logs', 'a.json', 'b.json', 'c.json'], "Too many arguments for 'etl'.*", '--logs'],
  [['etl', '--data', '.', '--songs', 'a.json', 'b.json'], "Too many arguments for 'etl'.*", '--songs'],
  [['etl', '--data', 'a', 'b'], "Too many arguments for 'etl'.*", '--logs'],
  [['preview', '--logs', 'a.json', 'b.json'], "Command-argument value 'b.json' is invalid.*", '--logs'],
])('%j is a pattern that the shell expanded: the error says to quote it', async (args, message, flag) => {
  const { code, stderr } = await sparkify(args);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    new RegExp(`^error  ${message}\n\n       If the shell expanded a pattern, quote the pattern: ${flag} '`),
  );
});

test('goes on where nobody listens to how the work goes', async () => {
  using source = sourceFolder(smallSource);
  await sparkify(['etl', '--data', '.'], { cwd: source.path });
  const process = start(['create-tables', '--dry-run'], { cwd: source.path });
  process.stderr?.destroy();
  expect(await process.ended).toMatchObject({ code: 0, stdout: expect.stringContaining('would be dropped') });
});

test.skipIf(!existsSync('/dev/full')).each([
  ['stdout', 2, /^error {2}Standard output cannot be written: the disk is full\./m],
  ['stderr', 0, /"status":"published"/],
] as const)(
  'with a full disk behind %s ends with %i, and prints no stack trace',
  async (stream, code, expected) => {
    using source = sourceFolder(smallSource);
    const stdio = { stdout: 'pipe', stderr: 'pipe', [stream]: openSync('/dev/full', 'w') } as const;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [builtCommand, 'etl', '--data', '.', '--json'],
      { cwd: source.path, stdio: ['ignore', stdio.stdout, stdio.stderr], encoding: 'utf8' },
    );
    expect({ status, printed: `${stdout ?? ''}${stderr ?? ''}` }).toEqual({
      status: code,
      printed: expect.stringMatching(expected),
    });
    expect(stderr ?? '').not.toMatch(/^ +at /m);
    if (stream === 'stdout') expect(stderr).toContain('The run was published before.');
  },
);

test('the SQL of a run is no JSON document: --json is refused with it', async () => {
  const { code, stdout } = await sparkify(['etl', '--data', '.', '--dry-run', '--show-sql', '--json']);
  expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 2, error: { code: 'SPK-105' } });
});

test.each([
  ['none.json', 'SPK-202', 'none.json does not exist.'],
  ['log_data', 'SPK-214', 'log_data is not a JSONPaths file: it is a folder.'],
])('a JSONPaths file that is %s is refused, with the flag that names it', async (location, code, message) => {
  using source = sourceFolder(smallSource);
  const { stdout } = await sparkify(['etl', '--data', '.', '--log-jsonpath', location, '--json'], {
    cwd: source.path,
  });
  const { error } = JSON.parse(stdout);
  expect(error).toMatchObject({ code, message, hints: ['Check what --log-jsonpath names.'] });
});

test('--help loads neither an engine nor the AWS SDK', async () => {
  const loaded = await loadedModules(['etl', '--help']);
  expect(loaded.some((url) => url.includes('/commander/'))).toBe(true);
  expect(loaded.filter((url) => /@duckdb|@aws-sdk|@smithy|\/pg\//.test(url))).toEqual([]);
});

test('a run on DuckDB and local files loads nothing of AWS, and nothing that only other verbs need', async () => {
  using source = sourceFolder(smallSource);
  const args = ['etl', '--data', source.path, '--warehouse', join(source.path, 'w.duckdb'), '--quiet'];
  const loaded = await loadedModules(args);
  expect(loaded.some((url) => url.includes('@duckdb'))).toBe(true);
  expect(loaded.filter((url) => /@aws-sdk|@smithy|\/pg\/|zod|hono|\/simulate\//.test(url))).toEqual([]);
});

const hasScript = spawnSync('script', ['--version']).status === 0;

describe.skipIf(!hasScript)('on a terminal (skipped where there is no script command to make one)', () => {
  test('rows are a table with bars and colour, and NO_COLOR takes the colour away', async () => {
    using source = sourceFolder(smallSource);
    await sparkify(['etl', '--data', '.'], { cwd: source.path });
    const command = `'${process.execPath}' '${builtCommand}' ask top-songs`;
    const shown = (environment: string) =>
      spawnSync('script', ['-qec', `${environment} ${command}`, '/dev/null'], {
        cwd: source.path,
        encoding: 'utf8',
      }).stdout.replaceAll('\r', '');
    const plain = `\
  Top songs

  song   artist     plays   listeners   in_song_data
  Up     Kid Cudi       2           2   true           ${'█'.repeat(24)}
  Down   Kid Cudi       1           1   false          ${'█'.repeat(12)}

`;
    expect(shown('env NO_COLOR=1 TERM=xterm')).toBe(plain);
    expect(shown('env TERM=dumb')).toBe(plain);
    const coloured = shown('env -u NO_COLOR TERM=xterm');
    expect(coloured).not.toBe(plain);
    expect(coloured.replace(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g'), '')).toBe(plain);
  });
});

/** The modules that a command loads, by their paths before they were bundled, but for those of Node itself. */
async function loadedModules(args: readonly string[]): Promise<readonly string[]> {
  using folder = temporaryFolder();
  writeFileSync(
    join(folder.path, 'hooks.mjs'),
    `import { writeSync } from 'node:fs';
     export async function load(url, context, next) { writeSync(2, 'loaded ' + url + '\\n'); return next(url, context); }`,
  );
  writeFileSync(
    join(folder.path, 'register.mjs'),
    `import { createRequire, register } from 'node:module';
     import { writeSync } from 'node:fs';
     register('./hooks.mjs', import.meta.url);
     const { cache } = createRequire(import.meta.url);
     process.on('exit', () => { for (const path of Object.keys(cache)) writeSync(2, 'loaded ' + path + '\\n'); });`,
  );
  const { code, stderr } = await sparkify(args, {
    nodeOptions: ['--import', join(folder.path, 'register.mjs')],
  });
  expect(code).toBe(0);
  const inputs = await inputsOfBundle();
  return [...stderr.matchAll(/^loaded (?!node:)(.*)$/gm)].flatMap(
    ([, url = '']) => inputs.get(/dist\/[^/]+\.js$/.exec(url)?.[0] ?? '') ?? [url],
  );
}

let inputs: Promise<ReadonlyMap<string, readonly string[]>> | undefined;

/** The sources of each file of the bundled program, by its path. */
function inputsOfBundle(): Promise<ReadonlyMap<string, readonly string[]>> {
  inputs ??= readInputs();
  return inputs;
}

async function readInputs(): Promise<ReadonlyMap<string, readonly string[]>> {
  const { program } = await import(join(root, 'scripts/build-program.js'));
  const { metafile } = await build({ ...(program as BuildOptions), metafile: true, write: false });
  return new Map(Object.entries(metafile.outputs).map(([path, { inputs }]) => [path, Object.keys(inputs)]));
}
