import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type TemporaryFolder, temporaryFolder } from '../temporary-folder.ts';
import { builtCommand, root } from './sparkify.ts';

// Machines on which the program cannot run: it says so in one line, with what to do, and ends with 2.

const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const oldest = engines.node.replace('>=', '');
/** Before anything else, the process claims to be of an older Node.js; `.ci/suites/node-versions.sh` runs real ones. */
const older = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'18.20.8'}})`;

function run(script: string, options: { nodeOptions?: readonly string[]; uid?: number } = {}) {
  const { nodeOptions = [], uid } = options;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...nodeOptions, script], {
    encoding: 'utf8',
    cwd: '/',
    ...(uid !== undefined && { uid, gid: uid }),
  });
  return { status, stdout, lines: stderr.split('\n').slice(0, -1) };
}

/** A folder with what `npm start` looks at first. */
function clone(packageJson: object): TemporaryFolder & { readonly check: string } {
  const folder = temporaryFolder();
  mkdirSync(join(folder.path, 'scripts'));
  const check = join(folder.path, 'scripts/check-machine.js');
  cpSync(join(root, 'scripts/check-machine.js'), check);
  writeFileSync(
    join(folder.path, 'package.json'),
    JSON.stringify({ type: 'module', engines, ...packageJson }),
  );
  return { ...folder, check, [Symbol.dispose]: () => folder[Symbol.dispose]() };
}

test.each([
  ['sparkify', builtCommand],
  ['npm start', join(root, 'scripts/check-machine.js')],
])('%s on an older Node.js names the one that it needs', (_, script) => {
  const { status, stdout, lines } = run(script, { nodeOptions: ['--import', older] });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(lines).toEqual([
    expect.stringContaining(`sparkify needs Node.js ${oldest} or newer, and this is 18.20.8: install `),
  ]);
});

test('npm start without packages names the command that installs them', () => {
  using folder = clone({ dependencies: { a: '1' }, devDependencies: { b: '1' } });
  mkdirSync(join(folder.path, 'node_modules/b'), { recursive: true });
  const { status, lines } = run(folder.check);
  expect(status).toBe(2);
  expect(lines).toEqual([expect.stringMatching(/^1 of 2 packages are not installed: run npm ci, /)]);
});

test('npm start in a folder that cannot be written says who can run it', () => {
  using folder = clone({});
  expect(run(folder.check)).toMatchObject({ status: 0, lines: [] });
  chmodSync(folder.path, 0o555);
  const isRoot = process.getuid?.() === 0; // who may write everything
  const { status, lines } = run(folder.check, isRoot ? { uid: 65534 } : {});
  expect(status).toBe(2);
  expect(lines).toEqual([expect.stringMatching(/cannot be written \(EACCES\).*: run it as the owner /)]);
});
