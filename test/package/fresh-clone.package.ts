import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../cli/sparkify.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { printedAddress } from './printed-address.ts';
import { npm } from './tarball.ts';

// The commands of README's first screen, in a clone of what is here, committed or not.

const clone = temporaryFolder();
const git = (cwd: string, args: readonly string[]) => execFileSync('git', args, { cwd, encoding: 'utf8' });
/** A network of its own has nothing in it; who may not make one has the machine's. */
const offline = spawnSync('unshare', ['--map-root-user', '--net', 'true']).status === 0;

beforeAll(() => {
  for (const file of git(root, ['ls-files', '--cached', '--others', '--exclude-standard', '-z']).split(
    '\0',
  )) {
    if (file === '') continue;
    mkdirSync(join(clone.path, dirname(file)), { recursive: true });
    cpSync(join(root, file), join(clone.path, file));
  }
  git(clone.path, ['init', '--quiet']);
  git(clone.path, ['add', '--all']);
  git(clone.path, [
    '-c',
    'user.name=test',
    '-c',
    'user.email=test@example.com',
    'commit',
    '--quiet',
    '-m',
    'All',
  ]);
  npm(['ci', '--prefer-offline'], clone.path);
});

afterAll(() => clone[Symbol.dispose]());

function inClone(words: readonly string[]) {
  const [program = '', ...args] = offline ? ['unshare', '--map-root-user', '--net', ...words] : words;
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: clone.path, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('a fresh clone after npm ci', () => {
  test.runIf(offline)('does the first run by npm start, without a network', () => {
    const { status, stdout, stderr } = inClone(['npm', 'start', '--silent']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/(\d+) of \1 passed[\s\S]*Top songs[\s\S]*Try next +npx sparkify dashboard/);
  });

  test('answers by npx sparkify', () => {
    const { status, stdout } = inClone(['npx', 'sparkify', 'ask', 'top-songs', '--limit', '3', '--json']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).rows).toHaveLength(3);
  });

  test('serves the dashboard by npx sparkify dashboard, until it is stopped', async () => {
    // A group of its own, as of a terminal: Ctrl-C reaches npx and what it has started.
    const child = spawn('npx', ['sparkify', 'dashboard', '--no-open'], { cwd: clone.path, detached: true });
    const ended = once(child, 'exit');
    try {
      const page = await fetch(await printedAddress(child.stdout));
      expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('</html>')]);
    } finally {
      process.kill(-(child.pid ?? 0), 'SIGINT');
    }
    await ended;
    expect(inClone(['npx', 'sparkify', 'check']).status).toBe(0);
  });

  test('has no changes that git would show', () => {
    expect(git(clone.path, ['status', '--porcelain'])).toBe('');
  });
});
