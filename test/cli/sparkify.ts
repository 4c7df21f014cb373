import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runInProcess } from './in-process.ts';

export const root = join(import.meta.dirname, '../..');
export const builtCommand = join(root, 'dist/cli.js');

/** What a command came to. `code` is null where a signal ended it. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Another script than the built command. */
  readonly script?: string;
  readonly nodeOptions?: readonly string[];
  /** Whom to run it as, where the tests run as root. */
  readonly uid?: number;
  readonly stdin?: string;
}

/** Of this environment a command gets only PATH and what the suite sets for all programs (`suite.ts`). */
const environmentWith = (env: CommandOptions['env']) => ({
  PATH: process.env.PATH,
  TMPDIR: process.env.TMPDIR,
  SLURM_CPUS_ON_NODE: process.env.SLURM_CPUS_ON_NODE,
  ...env,
});

/** The built command, started as a process: for signals, exit codes, terminals, locks, and what is still running. */
export function start(
  args: readonly string[],
  options: CommandOptions = {},
): ChildProcess & { readonly ended: Promise<Ended> } {
  const { cwd = root, env = {}, script = builtCommand, nodeOptions = [], uid, stdin } = options;
  if (!existsSync(script)) throw new Error(`${script} is missing: npm run build makes it.`);
  const child = spawn(process.execPath, [...nodeOptions, script, ...args], {
    cwd,
    env: environmentWith(env),
    ...(uid !== undefined && { uid, gid: uid }),
    // A command that hangs must not outlive its test.
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  child.stdin.end(stdin ?? '');
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return Object.assign(child, { ended });
}

/** Runs the command to its end: in this process, unless an option needs one of its own. */
export async function sparkify(args: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  const { cwd = root, env, ...ofProcess } = options;
  if (Object.keys(ofProcess).length > 0) return start(args, options).ended;
  return { signal: null, ...(await runInProcess(args, { cwd, env: environmentWith(env) })) };
}

/** Output with what differs from run to run and from machine to machine masked. */
export function masked(text: string, names: Readonly<Record<string, string>> = {}): string {
  let result = text.replace(/\d+\.\d s\b/g, 'T s');
  for (const [name, value] of Object.entries(names)) result = result.replaceAll(value, name);
  return result;
}
