import { readdirSync, readFileSync } from 'node:fs';

/**
 * Follows the most memory that a process and those that it started have held: of each its peak (VmHWM, which Linux keeps),
 * added up. Elsewhere nothing is known.
 */
export function watchPeakMemory(pid: number | undefined): { stop(): number | undefined } {
  const peaks = new Map<number, number>();
  function look(): void {
    for (const each of pid === undefined ? [] : [pid, ...descendants(pid)]) {
      const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(readProcess(each, 'status'))?.[1];
      if (kilobytes !== undefined) peaks.set(each, Number(kilobytes) * 1024);
    }
  }
  const timer = setInterval(look, 20);
  return {
    stop() {
      clearInterval(timer);
      return peaks.size === 0 ? undefined : [...peaks.values()].reduce((sum, bytes) => sum + bytes, 0);
    },
  };
}

function descendants(pid: number): readonly number[] {
  const tasks = taskIds(pid).map((task) => readProcess(pid, `task/${task}/children`));
  const children = tasks.flatMap((text) => text.split(' ').filter(Boolean).map(Number));
  return children.flatMap((child) => [child, ...descendants(child)]);
}

function taskIds(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch (error) {
    return endedOrElsewhere(error, []);
  }
}

function readProcess(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch (error) {
    return endedOrElsewhere(error, '');
  }
}

/** The process has ended, or this is no Linux: what is known stays. */
function endedOrElsewhere<Nothing>(error: unknown, nothing: Nothing): Nothing {
  if (!['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  return nothing;
}
