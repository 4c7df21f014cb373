import { readdirSync, readFileSync } from 'node:fs';

/**
 * Follows the most memory that a process and those that it started have held: of each that runs at a time its peak (VmHWM,
 * which Linux keeps), added up. Elsewhere nothing is known.
 */
export function watchPeakMemory(pid: number | undefined): { stop(): number | undefined } {
  let peak = 0;
  function look(): void {
    const running = pid === undefined ? [] : [pid, ...descendants(pid)];
    const peaks = running.map((each) =>
      Number(/^VmHWM:\s*(\d+) kB$/m.exec(readProcess(each, 'status'))?.[1] ?? 0),
    );
    peak = Math.max(
      peak,
      peaks.reduce((sum, kilobytes) => sum + kilobytes, 0),
    );
  }
  const timer = setInterval(look, 20);
  return {
    stop() {
      clearInterval(timer);
      return peak === 0 ? undefined : peak * 1024;
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
