import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dataFolder } from './data.ts';
import { untilEnd } from './run-child.ts';
import type { ProgramRun } from './run-program.ts';

const scripts = fileURLToPath(new URL('./peers/python/', import.meta.url));
const environment = join(dataFolder, 'python');
const interpreter = join(environment, 'bin/python');

/**
 * Installs the peers that are written in Python into a folder of their own, once for each list of packages.
 *
 * @returns why they are not there; undefined if they are
 */
export function installPythonPeers(): string | undefined {
  const mark = join(environment, 'installed');
  const requirements = readFileSync(join(scripts, 'requirements.txt'), 'utf8');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === requirements) return undefined;
  rmSync(environment, { recursive: true, force: true });
  const pip = [
    interpreter,
    ['-m', 'pip', 'install', '--quiet', '-r', join(scripts, 'requirements.txt')],
  ] as const;
  for (const [command, args] of [['python3', ['-m', 'venv', environment]] as const, pip]) {
    const { status, error } = spawnSync(command, [...args], { stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) return `${command} ended with ${status ?? error?.message}`;
  }
  writeFileSync(mark, requirements);
  return undefined;
}

/** Longer than this a user waits for none of the tools. */
const mostSeconds = 180;

/**
 * Runs a peer in Python as a whole process with all of its children; it prints its numbers of rows as the last line. After
 * {@link mostSeconds} it is stopped.
 */
export async function runPython(script: string, args: readonly string[]): Promise<ProgramRun> {
  const child = spawn(interpreter, [join(scripts, script), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: mostSeconds * 1000,
    killSignal: 'SIGINT', // so that it stops what it has started
  });
  const last = setTimeout(() => child.kill('SIGKILL'), (mostSeconds + 20) * 1000); // dlt goes on after the first signal
  const { seconds, peakBytes, code, stdout, stderr } = await untilEnd(child);
  clearTimeout(last);
  if (child.killed) return { seconds, peakBytes, isStopped: true };
  if (code !== 0) throw new Error(`${script} ended with ${code}:\n${stderr.slice(-2000)}`);
  const lastLine = stdout.trimEnd().split('\n').at(-1) ?? '';
  return { seconds, peakBytes, rows: JSON.parse(lastLine) as Record<string, number> };
}
