import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { completionScripts } from '../../src/completion/scripts.ts';
import { builtCommand, sparkify } from '../cli/sparkify.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const bin = temporaryFolder();
writeFileSync(join(bin.path, 'sparkify'), `#!/bin/sh\nexec '${process.execPath}' '${builtCommand}' "$@"\n`);
chmodSync(join(bin.path, 'sparkify'), 0o755);
const scripts = temporaryFolder();
for (const [shell, script] of Object.entries(completionScripts))
  writeFileSync(join(scripts.path, shell), script);

function has(shell: string): boolean {
  return spawnSync(shell, ['-c', 'true']).status === 0;
}

function run(shell: string, args: readonly string[]): readonly string[] {
  const env = { PATH: `${bin.path}:${process.env.PATH}`, HOME: bin.path };
  const { stdout, stderr } = spawnSync(shell, args, { env, encoding: 'utf8', cwd: bin.path });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

test.each(['bash', 'zsh', 'fish'] as const)('sparkify completion %s prints its script', async (shell) => {
  const { stdout } = await sparkify(['completion', shell]);
  expect(stdout).toBe(`${completionScripts[shell]}\n`);
});

/** What each shell does when Tab is pressed behind a line. */
const shells = {
  bash: (line: string) => {
    const words = line.split(' ');
    const quoted = words.map((word) => `'${word}'`).join(' ');
    const press = `COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _sparkify; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return run('bash', ['--norc', '-c', `source '${scripts.path}/bash'; ${press}`]);
  },
  zsh: (line: string) => {
    const words = line.split(' ');
    const quoted = words.map((word) => `'${word}'`).join(' ');
    const functions = 'compdef() { :; }; _describe() { print -rl -- $found; }; _files() { :; }';
    const press = `words=(${quoted}); CURRENT=${words.length}; _sparkify`;
    const shown = run('zsh', ['-fc', `${functions}; source '${scripts.path}/zsh'; ${press}`]);
    return shown.map((candidate) => candidate.split(':')[0] ?? '');
  },
  fish: (line: string) => {
    const shown = run('fish', ['-c', `source '${scripts.path}/fish'; complete -C '${line}'`]);
    return shown.map((candidate) => candidate.split('\t')[0] ?? '');
  },
};

for (const [shell, press] of Object.entries(shells)) {
  describe.skipIf(!has(shell))(`${shell} (skipped where there is none)`, () => {
    test.each([
      ['sparkify cre', ['create-tables']],
      ['sparkify etl --da', ['--data']],
      ['sparkify cluster p', ['pause', 'policy']],
      ['sparkify ask top-', ['top-artists', 'top-locations', 'top-songs']],
      ['sparkify schema etl.r', ['etl.rejected_records', 'etl.runs']],
      ['sparkify schema --ddl ', ['duckdb', 'redshift']],
      ['sparkify etl --data x --dry', ['--dry-run']],
    ])('completes "%s"', (line, candidates) => {
      expect([...press(line)].filter((word) => word !== 'sparkify').sort()).toEqual(candidates);
    });

    test('leaves the names of files to itself', () => {
      const files = shell === 'fish' ? ['sparkify'] : [];
      expect(press('sparkify etl --data ')).toEqual(files);
    });
  });
}
