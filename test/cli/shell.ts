import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../temporary-folder.ts';
import { builtCommand } from './sparkify.ts';

/** A shell that finds the built command by its name, and where `npx` finds it too. */
export interface Shell extends Disposable {
  run(text: string): { readonly status: number | null; readonly stderr: string };
}

export function openShell(cwd: string): Shell {
  const bin = temporaryFolder();
  const script = join(bin.path, 'sparkify');
  writeFileSync(script, `#!/bin/sh\nexec '${process.execPath}' '${builtCommand}' "$@"\n`);
  chmodSync(script, 0o755);
  const local = join(cwd, 'node_modules/.bin');
  mkdirSync(local, { recursive: true });
  symlinkSync(script, join(local, 'sparkify'));
  const env = { PATH: `${bin.path}:${process.env.PATH}` };
  return {
    run: (text) => spawnSync('/bin/sh', ['-ec', text], { cwd, env, encoding: 'utf8', timeout: 60_000 }),
    [Symbol.dispose]: () => bin[Symbol.dispose](),
  };
}
