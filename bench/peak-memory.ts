import { readFileSync } from 'node:fs';

/** Follows the most memory that a process has held (VmHWM, which Linux keeps); elsewhere nothing is known. */
export function watchPeakMemory(pid: number | undefined): { stop(): number | undefined } {
  let bytes: number | undefined;
  function look(): void {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1];
      if (kilobytes !== undefined) bytes = Number(kilobytes) * 1024;
    } catch (error) {
      // The process has ended, or this is no Linux: what is known stays.
      if (!['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
  const timer = setInterval(look, 10);
  return {
    stop() {
      clearInterval(timer);
      return bytes;
    },
  };
}
