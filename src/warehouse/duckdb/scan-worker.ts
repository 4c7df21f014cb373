import { parentPort } from 'node:worker_threads';
import { type ScanRequest, scanFile } from './scan-file.ts';
import type { ScanAnswer } from './scan-files.ts';

/** A thread that pre-scans files, one at a time, as it is asked. */
parentPort?.on('message', async (request: ScanRequest) => {
  parentPort?.postMessage(await answer(request));
});

async function answer(request: ScanRequest): Promise<ScanAnswer> {
  try {
    return { scanned: await scanFile(request) };
  } catch {
    return 'unreadable'; // the caller scans it again, and finds out why
  }
}
