import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a large simulation took, from its start to the last byte on disk. */
export interface SimulateBench {
  readonly events: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly eventsPerSecond: number;
  /** Most memory that the process had at any time, in bytes. */
  readonly peakRss: number;
}

/**
 * Measures how fast the compiled simulator writes log events to disk, with a small catalogue so that song files do not
 * count. 20,000 users are 1.4 million events, 660 MB.
 */
export async function benchSimulate(users = 20_000): Promise<SimulateBench> {
  const compiled = new URL('../dist/simulate/simulate.js', import.meta.url).href;
  const { simulate } = (await import(compiled)) as typeof import('../src/simulate/simulate.ts');
  const folder = await mkdtemp(join(tmpdir(), 'sparkify-bench-'));
  try {
    const { events, bytes, seconds } = await simulate({
      out: join(folder, 'data'),
      users,
      catalogue: 10_000,
      catalogueShare: 0.01,
    });
    const peakRss = process.resourceUsage().maxRSS * 1024;
    return { events, bytes, seconds, eventsPerSecond: events / seconds, peakRss };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
