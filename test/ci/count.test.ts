import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../cli/sparkify.ts';
import { temporaryFolder } from '../temporary-folder.ts';

type Status = 'passed' | 'failed' | 'pending' | 'todo' | 'skipped';

/** What `.ci/count.js` makes of suites, each by the names of its tests and what came of them. */
function count(suites: Readonly<Record<string, Readonly<Record<string, Status>> | null>>) {
  using folder = temporaryFolder();
  const ci = join(folder.path, '.ci');
  for (const name of ['reports', 'suites']) mkdirSync(join(ci, name), { recursive: true });
  cpSync(join(root, '.ci/count.js'), join(ci, 'count.js'));
  writeFileSync(join(folder.path, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(ci, 'allowed-skips.json'), '{ "the real data": "it is not ours" }');
  for (const [suite, tests] of Object.entries(suites)) {
    if (suite !== 'test') writeFileSync(join(ci, 'suites', `${suite.split('-')[0]}.sh`), '');
    if (tests === null) continue;
    const results = Object.entries(tests).map(([fullName, status]) => ({ fullName, status }));
    const of = (status: Status) => results.filter((result) => result.status === status).length;
    const report = {
      ...{ numPassedTests: of('passed'), numFailedTests: of('failed') },
      testResults: [{ status: of('failed') > 0 ? 'failed' : 'passed', assertionResults: results }],
    };
    writeFileSync(join(ci, 'reports', `${suite}.json`), JSON.stringify(report));
  }
  const { status, stdout } = spawnSync(process.execPath, [join(ci, 'count.js')], { encoding: 'utf8' });
  return { status, lines: stdout.trimEnd().split('\n') };
}

test('a run without failures passes, and its last line adds up all suites', () => {
  const { status, lines } = count({ test: { a: 'passed', b: 'passed' }, peers: { c: 'passed' } });
  expect({ status, last: lines.at(-1) }).toEqual({ status: 0, last: '3 passed, 0 failed' });
});

test.each(['pending', 'todo', 'skipped'] as const)(
  'a test that is skipped fails the run (%s), unless it is allowed with a reason',
  (skipped) => {
    const allowed = count({ test: { a: 'passed', 'the real data has plays': skipped } });
    expect(allowed.status).toBe(0);
    expect(allowed.lines).toContain('  skipped: the real data has plays (allowed: it is not ours)');
    const { status, lines } = count({ test: { a: 'passed', 'of nobody': skipped } });
    expect(status).toBe(1);
    expect(lines).toContain('skipped, and .ci/allowed-skips.json does not allow it: of nobody');
    expect(lines.at(-1)).toBe('1 passed, 0 failed');
  },
);

test('a suite that left no counts fails the run', () => {
  const { status, lines } = count({ test: { a: 'passed' }, peers: null });
  expect(status).toBe(1);
  expect(lines).toContain('the suite peers left no counts');
});

test('a suite may leave several counts; a failure in one fails the run', () => {
  expect(count({ test: { a: 'passed' }, 'redshift-data-api': { b: 'passed' } }).status).toBe(0);
  const { status, lines } = count({ test: { a: 'passed' }, 'redshift-data-api': { b: 'failed' } });
  expect({ status, last: lines.at(-1) }).toEqual({ status: 1, last: '1 passed, 1 failed' });
});
