import type { World } from './behaviour.ts';
import { cleanLines } from './clean-lines.ts';
import { DayFiles, type OpenDay } from './day-files.ts';
import { EventRecords } from './event-records.ts';
import type { FaultKey } from './faults.ts';
import { type FaultsState, faultyLines } from './faulty-lines.ts';
import { Merger } from './merge.ts';
import type { Estimate, Plan, SimulateProgress } from './options.ts';
import type { OutputFolder } from './output-folder.ts';
import type { Song } from './song-record.ts';
import { joinRows, type UserRows } from './user-rows.ts';
import { openWorkerPool, type WorkerPool } from './worker-pool.ts';

/** What a period left behind: files, and the state of the simulation. */
export interface WrittenLogs {
  readonly events: number;
  readonly files: number;
  readonly bytes: number;
  readonly nextSession: number;
  readonly openDay: OpenDay | null;
  readonly faults: Omit<FaultsState, 'keySize'> | null;
  readonly users: UserRows;
}

export interface WriteLogsOptions {
  readonly plan: Plan;
  readonly folder: OutputFolder;
  readonly songs: readonly Song[];
  readonly world: World;
  readonly estimate: Estimate;
  /** Where faults are written down; null for a clean simulation. */
  readonly key: FaultKey | null;
  readonly options: {
    readonly signal?: AbortSignal;
    readonly onProgress?: (progress: SimulateProgress) => void;
  };
}

/** Events that a partition simulates at a time: enough to make a message worth it, few enough for the cache. */
const eventsPerSlice = 12_000;

/**
 * Simulates the period slice by slice and writes its log files. The next slice is simulated while one is written.
 * Memory depends on the number of users and of workers, not on the number of events.
 */
export async function writeLogs(options: WriteLogsOptions): Promise<WrittenLogs> {
  const { plan, folder, songs, world, estimate, key } = options;
  const { settings, start, resumed } = plan;
  const files = new DayFiles(folder, resumed?.openDay ?? null);
  const faulty = key && faultyLines(files, key, settings, resumed?.faults ?? null);
  const sink = faulty ?? cleanLines(files, settings.gzip);
  const sessions = Int32Array.from(resumed?.users.session ?? []);
  const merger = new Merger(sink, resumed?.nextSession ?? 1, sessions);
  const pool = await openWorkerPool(
    {
      settings,
      popularity: world.popularity,
      start,
      resumed: resumed?.users ?? null,
      songs: {
        artists: songs.map(({ artistName }) => artistName),
        titles: songs.map(({ title }) => title),
        lengths: songs.map(({ duration }) => duration),
      },
    },
    estimate.workers,
  );
  try {
    await mergeSlices(pool, merger, options);
    const users = joinRows(await pool.rows(), merger.sessions);
    const openDay = await files.close();
    return {
      events: merger.events,
      files: files.files,
      bytes: files.bytes,
      nextSession: merger.nextSession,
      openDay,
      faults: faulty?.state(0) ?? null,
      users,
    };
  } finally {
    await files.close();
    await pool[Symbol.asyncDispose]();
  }
}

async function mergeSlices(
  pool: WorkerPool,
  merger: Merger,
  { plan, estimate, options }: WriteLogsOptions,
): Promise<void> {
  const { start, until } = plan;
  const wanted = eventsPerSlice * estimate.workers;
  let length = Math.max(1000, ((until - start) * wanted) / Math.max(1, estimate.events));
  const sliceAfter = (time: number): number =>
    Math.min(until, time + Math.floor(Math.min(length, EventRecords.longestSlice)));
  let sliceEnd = sliceAfter(start);
  let slice = pool.simulate(sliceEnd);
  for (;;) {
    const blocks = await slice;
    const simulated = sliceEnd;
    const count = blocks.reduce((total, block) => total + block.count, 0);
    length = Math.max(1000, length * Math.min(4, Math.max(0.25, wanted / Math.max(1, count))));
    if (simulated < until) {
      sliceEnd = sliceAfter(simulated);
      slice = pool.simulate(sliceEnd);
      // If it fails while the last slice is being written, the failure is met at the next turn.
      slice.catch(() => {});
    }
    await merger.merge(blocks);
    options.onProgress?.({
      phase: 'logs',
      share: (simulated - start) / (until - start),
      records: merger.events,
    });
    options.signal?.throwIfAborted();
    if (simulated >= until) return;
  }
}
