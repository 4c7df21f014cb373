import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { watchPeakMemory } from './peak-memory.ts';

/** What a child process took, as its parent saw it. */
export interface ChildRun {
  readonly seconds: number;
  /** The most memory that it held at any time; undefined where the system does not report it. */
  readonly peakBytes: number | undefined;
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Waits for the end of a process, which was started just now or at `startedAt`, and keeps what it prints. */
export async function untilEnd(child: ChildProcess, startedAt = performance.now()): Promise<ChildRun> {
  const peak = watchPeakMemory(child.pid);
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { seconds: (performance.now() - startedAt) / 1000, peakBytes: peak.stop(), code, ...output };
}
