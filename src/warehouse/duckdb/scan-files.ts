import { availableParallelism } from 'node:os';
import { hasThreads, openThread } from '../../sources/thread.ts';
import { type ScannedFile, type ScanRequest, scanFile } from './scan-file.ts';

/** What a thread answers. */
export type ScanAnswer = { readonly scanned: ScannedFile | undefined } | 'unreadable';

/** As long as it takes to scan so many bytes, a thread takes to start. */
const bytesForAThread = 32 * 1024 * 1024;
const mostThreads = 8;

export interface ScanOptions {
  /** Called with the index of each file when it is scanned, in any order, and with what was found, if it is plain. */
  onScanned(index: number, scanned: ScannedFile | undefined): void;
  readonly signal: AbortSignal | undefined;
}

/**
 * Pre-scans files, many bytes by as many threads as there are cores, this one among them.
 *
 * @returns for each file what was found; undefined if it is not plain
 * @throws {TransientError} if a file is no longer the one that was listed
 */
export async function scanFiles(
  files: readonly ScanRequest[],
  { onScanned, signal }: ScanOptions,
): Promise<readonly (ScannedFile | undefined)[]> {
  const found: (ScannedFile | undefined)[] = [];
  const rest = files.entries();
  let isOver = false;
  async function scanRest(scan: typeof scanFile): Promise<void> {
    for (const [index, file] of rest) {
      if (isOver) return;
      found[index] = await scan(file, signal);
      onScanned(index, found[index]);
    }
  }

  const threads = Array.from({ length: countThreads(files) - 1 }, () =>
    openThread<ScanRequest, ScanAnswer>('./scan-worker.js', signal),
  );
  const scanIn = (thread: (typeof threads)[number]) => async (file: ScanRequest) => {
    thread.ask(file);
    const answer = await thread.answer();
    return answer === 'unreadable' ? await scanFile(file, signal) : answer.scanned;
  };
  const scans = [...threads.map((thread) => scanRest(scanIn(thread))), scanRest(scanFile)];
  try {
    await Promise.all(scans);
  } finally {
    isOver = true;
    await Promise.all(threads.map((thread) => thread.end()));
    await Promise.allSettled(scans);
  }
  return found;
}

function countThreads(files: readonly ScanRequest[]): number {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const useful = Math.min(files.length, Math.floor(bytes / bytesForAThread), mostThreads);
  return hasThreads ? Math.max(1, Math.min(useful, availableParallelism())) : 1;
}
