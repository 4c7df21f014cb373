import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { etl } from '../../src/load/etl.ts';
import { root } from '../cli/sparkify.ts';
import { compileStrictly } from '../package/compile-strictly.ts';
import { smallSource, sourceFolder } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { fencesOf } from './fences.ts';

const examples = ['README.md', 'docs/library.md']
  .flatMap(fencesOf)
  .filter(({ info }) => info === 'ts')
  .map((fence) => ({ ...fence, name: `${fence.file.replace(/\W/g, '-')}-${fence.line}` }));

// A project of somebody else, who installed the package.
const project = temporaryFolder();
afterAll(() => project[Symbol.dispose]());

beforeAll(async () => {
  using source = sourceFolder(smallSource);
  cpSync(source.path, join(project.path, 'data'), { recursive: true });
  await etl({ data: join(project.path, 'data'), warehouse: join(project.path, 'sparkify.duckdb') });
  mkdirSync(join(project.path, 'node_modules/@types'), { recursive: true });
  symlinkSync(root, join(project.path, 'node_modules/sparkify-warehouse'), 'dir');
  symlinkSync(join(root, 'node_modules/@types/node'), join(project.path, 'node_modules/@types/node'), 'dir');
  writeFileSync(join(project.path, 'package.json'), '{ "type": "module" }');
  for (const { name, text } of examples) {
    writeFileSync(join(project.path, `${name}.ts`), text);
    const { code } = transformSync(text, { loader: 'ts', target: 'node20', format: 'esm' });
    writeFileSync(join(project.path, `${name}.js`), code);
  }
});

describe('the examples', () => {
  test('compile in a strict project', { timeout: 120_000 }, () => {
    expect(compileStrictly(project.path)).toBe('');
  });

  test.each(examples)('$file line $line runs', ({ name }) => {
    const env = { PATH: process.env.PATH };
    const options = { cwd: project.path, env, encoding: 'utf8', timeout: 30_000 } as const;
    const { status, stderr } = spawnSync(process.execPath, [`${name}.js`], options);
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  });
});
