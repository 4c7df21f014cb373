/** With fewer files the garbage is smaller than what the engine takes. */
export const manyFiles = 50_000;

/**
 * Collects the garbage that many files have left, before a step in which the engine needs memory: V8 would wait until its heap has
 * nearly doubled, and counts no memory but its own.
 */
export async function collectGarbage(files: number): Promise<void> {
  if (files < manyFiles || !process.features.inspector) return;
  const { Session } = await import('node:inspector/promises');
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.collectGarbage');
  session.disconnect();
}
