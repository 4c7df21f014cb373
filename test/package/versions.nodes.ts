import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../cli/sparkify.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { printedAddress } from './printed-address.ts';
import { npm, pack } from './tarball.ts';

const { SPARKIFY_NODE_18: tooOld, SPARKIFY_NODE_22: node22, SPARKIFY_NODE_24: node24 } = process.env;
const project = temporaryFolder();
const installed = join(project.path, 'node_modules/sparkify-warehouse');
const command = join(installed, 'dist/cli.js');

beforeAll(() => {
  const packed = temporaryFolder();
  writeFileSync(join(project.path, 'package.json'), '{ "type": "module" }');
  npm(['install', '--ignore-scripts', '--prefer-offline', pack(packed.path).path], project.path);
  packed[Symbol.dispose]();
});

afterAll(() => project[Symbol.dispose]());

function run(node: string, args: readonly string[], cwd: string) {
  const { status, stdout, stderr } = spawnSync(node, args, { cwd, encoding: 'utf8' });
  return { status, stdout, stderr };
}

for (const [version, found] of [
  ['22', node22],
  ['24', node24],
] as const) {
  describe.skipIf(found === undefined)(
    `on Node.js ${version} (skipped where npm cannot get its binary)`,
    () => {
      const node = found ?? '';
      const [folder, reference] = [temporaryFolder(), temporaryFolder()];
      afterAll(() => {
        folder[Symbol.dispose]();
        reference[Symbol.dispose]();
      });

      test('the first run simulates, loads and asks as on the Node.js of the tests', () => {
        const first = run(node, [command, 'start'], folder.path);
        expect(first).toMatchObject({ status: 0, stderr: '' });
        const here = run(process.execPath, [command, 'start'], reference.path);
        const withoutTimes = (text: string) => text.replace(/\d+\.\d s\b/g, 'T s');
        expect(withoutTimes(first.stdout)).toBe(withoutTimes(here.stdout));
        expect(run(node, [command, '--version'], folder.path).stdout).toMatch(
          new RegExp(`Node\\.js ${version}\\.`),
        );
      });

      test('threads read a large file in parts, and its rows are those of the simulation', () => {
        const simulated = [
          'simulate',
          '--out',
          'large',
          '--users',
          '1500',
          '--catalogue',
          '300',
          '--workers',
          '2',
          '--json',
        ];
        const made = run(node, [command, ...simulated], folder.path);
        expect(made).toMatchObject({ status: 0 });
        const { events } = JSON.parse(made.stdout);
        const loaded = ['etl', '--data', 'large', '--warehouse', 'large.duckdb', '--json'];
        const { stdout, status, stderr } = run(node, [command, ...loaded], folder.path);
        expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
        expect(JSON.parse(stdout)).toMatchObject({ status: 'published', tables: { staging_events: events } });
      });

      test('the library loads, and its warehouse answers', () => {
        const script =
          "import { ask } from 'sparkify-warehouse'; console.log(JSON.stringify(await ask('sparkify.duckdb', 'top-songs', { limit: 3 })));";
        writeFileSync(join(project.path, 'library.mjs'), script);
        const { stdout, stderr } = run(node, [join(project.path, 'library.mjs')], folder.path);
        expect({ rows: JSON.parse(stdout).rows.length, stderr }).toEqual({ rows: 3, stderr: '' });
      });

      test('the dashboard answers, and ends when it is asked to', async () => {
        const child = spawn(node, [command, 'dashboard', '--no-open'], { cwd: folder.path });
        const ended = once(child, 'exit');
        try {
          const address = await printedAddress(child.stdout);
          const page = await fetch(address);
          expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('</html>')]);
        } finally {
          child.kill('SIGTERM');
        }
        expect(await ended).toEqual([0, null]);
      });
    },
  );
}

describe.skipIf(tooOld === undefined)('on Node.js 18 (skipped where npm cannot get its binary)', () => {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const line = `sparkify needs Node.js ${engines.node.slice(2)} or newer, and this is 18.`;

  test.each([
    ['sparkify', command, ['etl', '--data', 'data']],
    ['npm start', join(root, 'scripts/check-machine.js'), []],
  ] as const)('%s prints one line and ends with 2', (_, script, args) => {
    using folder = temporaryFolder();
    const { status, stdout, stderr } = run(tooOld ?? '', [script, ...args], folder.path);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.startsWith(line), stderr).toBe(true);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(existsSync(join(folder.path, 'sparkify.duckdb'))).toBe(false);
  });
});
