import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { watchPeakMemory } from './peak-memory.ts';

/** What a child process took, as its parent saw it. */
export interface CommandRun {
  readonly seconds: number;
  /** The most memory that it held at any time; undefined where the system does not report it. */
  readonly peakBytes: number | undefined;
  readonly stdout: string;
}

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

/** Runs the built `sparkify` with the given arguments, from its start to its end. */
export async function runCommand(args: readonly string[]): Promise<CommandRun> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const peak = watchPeakMemory(child.pid);
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  const seconds = (performance.now() - startedAt) / 1000;
  const peakBytes = peak.stop();
  if (code !== 0) throw new Error(`sparkify ${args.join(' ')} ended with ${code}:\n${output.stderr}`);
  return { seconds, peakBytes, stdout: output.stdout };
}
