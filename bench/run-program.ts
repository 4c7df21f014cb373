import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { untilEnd } from './run-child.ts';

/** What a program of the bench measured of itself: without Node's start, which our own command is charged for. */
export interface ProgramRun {
  readonly seconds: number;
  readonly peakBytes: number | undefined;
  /** Without them it was stopped before its end. */
  readonly rows?: Readonly<Record<string, number>>;
  readonly isStopped?: boolean;
}

/** Runs a program of this folder that calls {@link tellParent}, in a process of its own. */
export async function runProgram(file: string, args: readonly string[]): Promise<ProgramRun> {
  const program = fileURLToPath(new URL(file, import.meta.url));
  const child = fork(program, [...args], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const messages: Pick<ProgramRun, 'seconds' | 'rows'>[] = [];
  child.on('message', (message) => messages.push(message as Pick<ProgramRun, 'seconds' | 'rows'>));
  const { code, stderr, peakBytes } = await untilEnd(child);
  const [run] = messages;
  if (run === undefined) throw new Error(`${file} ended with ${code} and no result:\n${stderr}`);
  return { ...run, peakBytes };
}

/** Times the work of a program and sends it to the bench. */
export async function tellParent(work: () => Promise<Readonly<Record<string, number>> | undefined>) {
  const startedAt = performance.now();
  const rows = await work();
  const seconds = (performance.now() - startedAt) / 1000;
  process.send?.({ seconds, ...(rows && { rows }) }, () => process.disconnect());
}
