import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root, sparkify } from '../cli/sparkify.ts';
import { openTestAccount } from '../cluster/account.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { compileStrictly } from './compile-strictly.ts';
import { npm, pack, type Tarball } from './tarball.ts';

const packed = temporaryFolder();
const project = temporaryFolder();
const installed = join(project.path, 'node_modules/sparkify-warehouse');
let tarball: Tarball;

beforeAll(() => {
  tarball = pack(packed.path);
  writeFileSync(join(project.path, 'package.json'), '{ "type": "module" }');
  // Without scripts: nothing of the product is compiled, or runs, when it is installed.
  npm(['install', '--ignore-scripts', '--prefer-offline', tarball.path], project.path);
});

afterAll(() => {
  packed[Symbol.dispose]();
  project[Symbol.dispose]();
});

describe('the package', () => {
  test('holds what is needed and nothing else', () => {
    const others = tarball.files.filter((file) => !/^(dist|sql)\//.test(file));
    expect(others.sort()).toEqual([
      ...['CHANGELOG.md', 'LICENSE', 'README.md', 'THIRD-PARTY-LICENSES.md', 'package.json'],
    ]);
    expect(tarball.files.filter((file) => /\.map$|(?<!\.d)\.ts$|\.test\./.test(file))).toEqual([]);
  });

  test('holds nothing that its sources do not make', () => {
    const modules = tarball.files.filter((file) => /^dist\/[^/]+\.js$/.test(file));
    expect(modules).toContain('dist/cli.js');
    const named = modules.map((file) => readFileSync(join(installed, file), 'utf8')).join();
    const entries = /\/(cli|main|index|local-worker|scan-worker|partition-worker)\.js$/;
    expect(modules.filter((file) => !entries.test(file) && !named.includes(`"./${basename(file)}"`))).toEqual(
      [],
    );
    const types = tarball.files.filter((file) => file.startsWith('dist/types/'));
    const sources = types.map((file) => file.replace(/^dist\/types\//, 'src/').replace(/\.d\.ts$/, '.ts'));
    expect(sources.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  test('installs DuckDB and little else: 10 packages and 10 MB beside its binary at most', () => {
    const packages = readdirSync(join(project.path, 'node_modules'), { recursive: true, encoding: 'utf8' })
      .filter((path) => /^(@[^/]+\/)?[^/@.]+\/package\.json$/.test(path))
      .map((path) => dirname(path));
    expect(packages).toContain('@duckdb/node-bindings');
    expect(packages.length).toBeLessThanOrEqual(10);
    const others = packages.filter((name) => !name.startsWith('@duckdb/node-bindings'));
    const bytes = others.map((name) => sizeOf(join(project.path, 'node_modules', name)));
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(10e6);
  });

  test('points to no map that is not there', () => {
    const scripts = tarball.files.filter((file) => /\.(js|css)$/.test(file));
    const mapped = scripts.filter((file) =>
      readFileSync(join(installed, file), 'utf8').includes('sourceMappingURL='),
    );
    expect(mapped).toEqual([]);
  });

  test('is without complaint for publint', async () => {
    const { messages } = await publint({ pkgDir: installed, pack: false, strict: true });
    expect(messages).toEqual([]);
  });

  test('has types that every resolution of ESM finds (Are the types wrong?)', async () => {
    const analysis = await checkPackage(createPackageFromTarballData(readFileSync(tarball.path)));
    if (!analysis.types) throw new Error('There are no types.');
    // It is ESM alone: "require" of Node.js before 20.19, and resolution before "exports", are not for it.
    const forOthers = ['CJSResolvesToESM', 'NoResolution'];
    const problems = analysis.problems.filter((problem) => !forOthers.includes(problem.kind));
    expect(problems).toEqual([]);
  });
});

describe('in an empty folder', () => {
  test('sparkify start simulates, loads and answers', () => {
    const printed = execFileSync(join(project.path, 'node_modules/.bin/sparkify'), ['start'], {
      cwd: project.path,
      encoding: 'utf8',
      env: { ...process.env, npm_lifecycle_event: undefined },
    });
    expect(printed).toContain('Published  run 1');
    expect(printed).toMatch(/Try next {3}sparkify dashboard/);
    expect(existsSync(join(project.path, 'sparkify.duckdb'))).toBe(true);
  });

  test('npx runs it, from the project and from the package alone', () => {
    expect(
      npm(['exec', '--', 'sparkify', 'ask', 'top-songs', '--limit', '3', '--csv'], project.path),
    ).toMatch(/^song,artist,plays/);
    using empty = temporaryFolder();
    const call = ['exec', '--yes', '--prefer-offline', '--package', tarball.path, '--', 'sparkify'];
    npm([...call, 'start'], empty.path);
    expect(npm([...call, 'check'], empty.path)).toMatch(/(\d+) of \1 checks passed\./);
  });

  test('the dashboard and the report find their page', () => {
    const sparkify = join(project.path, 'node_modules/.bin/sparkify');
    execFileSync(sparkify, ['report', '--out', 'report.html'], { cwd: project.path });
    expect(readFileSync(join(project.path, 'report.html'), 'utf8')).toContain('</html>');
  });

  test('the command reaches AWS: its SDK is part of the bundle', async () => {
    await using account = await openTestAccount();
    const env = {
      ...{ AWS_ENDPOINT_URL: account.aws.endpoint, AWS_REGION: 'us-west-2' },
      ...{ AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'made-up' },
    };
    const script = join(installed, 'dist/cli.js');
    const ended = await sparkify(['cluster', 'status'], { cwd: project.path, env, script });
    expect(ended).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no cluster "sparkify"'),
    });
  });

  test('a strict project compiles against all that it exports', () => {
    mkdirSync(join(project.path, 'node_modules/@types'), { recursive: true });
    symlinkSync(
      join(root, 'node_modules/@types/node'),
      join(project.path, 'node_modules/@types/node'),
      'dir',
    );
    writeFileSync(
      join(project.path, 'all.ts'),
      "import * as all from 'sparkify-warehouse';\nexport const run: typeof all.etl = all.etl;\n",
    );
    expect(compileStrictly(project.path)).toBe('');
  });
});

function sizeOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) =>
    statSync(join(folder, path)),
  );
  return files.filter((file) => file.isFile()).reduce((sum, { size }) => sum + size, 0);
}
