import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { InterruptedError, UsageError } from '../errors.ts';
import { timeLimitsAt } from '../formats/time-limits.ts';
import { openWorld, type World } from './behaviour.ts';
import { bytesPerEvent, estimateEvents } from './estimate.ts';
import { type FaultKey, openFaultKey } from './faults.ts';
import { faultySongs } from './faulty-songs.ts';
import { inventCatalogue } from './invent-catalogue.ts';
import type { Estimate, Plan, SimulateOptions } from './options.ts';
import { faultsFileName, type OutputFolder, openOutputFolder, stateFileName } from './output-folder.ts';
import { openPopularity } from './popularity.ts';
import { describedSongs, writeSongFiles } from './song-files.ts';
import type { Song } from './song-record.ts';
import { writeState } from './state-file.ts';
import { type WrittenLogs, writeLogs } from './write-logs.ts';

/** What a simulation wrote; `sparkify simulate --json` prints it as it is. */
export interface SimulateReport {
  /** The folder, which `sparkify etl --data` takes. */
  readonly out: string;
  /** The period, ISO 8601, UTC. */
  readonly from: string;
  readonly until: string;
  readonly seed: number;
  /** Users at the end, those who left included. */
  readonly users: number;
  readonly events: number;
  readonly sessions: number;
  /** Files written. */
  readonly files: { readonly logs: number; readonly songs: number };
  /** Bytes on disk, of log and song files. */
  readonly bytes: number;
  /** Faults that were made, and where the key to them is; null for a clean simulation. */
  readonly faults: FaultReport | null;
  /** The state that a later period is resumed from. */
  readonly state: string;
  /** Keys of the config file that mean nothing here. */
  readonly unknown_keys: readonly string[];
  readonly seconds: number;
}

/** The faults of a simulation. */
export interface FaultReport {
  readonly key: string;
  /** Records that a loader has to reject. */
  readonly rejected: number;
  /** Faults that a loader has to cope with. */
  readonly harmless: number;
  /** Late events that come in after the end of the period, once it is continued. */
  readonly held_back: number;
}

/** Below this many events a thread takes longer to start than it saves. */
const eventsWorthThreads = 250_000;

/**
 * Makes up the song data and the log data of a music service, in the layout that `etl` reads: `song_data/A/B/C/TR….json`
 * and `log_data/YYYY/MM/YYYY-MM-DD-events.json`. Equal options give equal bytes, whatever the number of workers.
 * Throws a {@link UsageError} where options or the config file are wrong or the folder holds other data, and an
 * {@link InterruptedError} where `signal` aborts; then the folder is as it was.
 */
export async function simulate(options: SimulateOptions): Promise<SimulateReport> {
  const began = performance.now();
  const { planPeriod } = await import('./options.ts'); // loads zod, which other callers of the library do without
  const plan = await planPeriod(options);
  warnOfRejected(plan, options);
  const folder = await openOutputFolder(options.out, options.resume ?? null);
  const { songs, settings } = await openCatalogue(plan, options.signal);
  const popularity = openPopularity(songs.length, settings.seed);
  const lengths = songs.map(({ duration }) => duration);
  const world = openWorld(settings, popularity, lengths);
  const estimate = estimatePeriod(world, { ...plan, settings }, songs, options);
  options.onEstimate?.(estimate);
  try {
    const run = { plan: { ...plan, settings }, folder, songs, world, estimate, options };
    return { ...(await write(run)), seconds: (performance.now() - began) / 1000 };
  } catch (error) {
    await folder.undo();
    if (options.signal?.aborted) {
      throw new InterruptedError('SPK-907', 'The simulation was stopped. Nothing was written.', {
        cause: error,
      });
    }
    throw error;
  }
}

/** `etl` takes events from 2000 on, and up to a day ahead of its run. */
function warnOfRejected({ start, until }: Plan, { onWarning }: SimulateOptions): void {
  const { earliest, latest } = timeLimitsAt(new Date());
  if (start >= earliest && until <= latest + 1) return;
  const rejected = until > latest + 1 ? `after ${new Date(latest).toISOString()}` : 'before 2000-01-01';
  onWarning?.(`A run of etl now rejects the events ${rejected}, unless --now says otherwise.`);
}

interface Run {
  readonly plan: Plan;
  readonly folder: OutputFolder;
  readonly songs: readonly Song[];
  readonly world: World;
  readonly estimate: Estimate;
  readonly options: SimulateOptions;
}

async function write(run: Run): Promise<Omit<SimulateReport, 'seconds'>> {
  const { plan, folder, options } = run;
  const { settings, resumed } = plan;
  const key = settings.dirty > 0 ? await openFaultKey(folder, resumed?.faults?.keySize ?? null) : null;
  let logs: WrittenLogs;
  let written: { readonly files: number; readonly bytes: number };
  let keySize = 0;
  try {
    written = await writeSongs(run, key);
    logs = await writeLogs({ ...run, key });
  } finally {
    keySize = key?.close() ?? 0;
  }
  const state = join(folder.path, stateFileName);
  const faults = logs.faults === null ? null : { ...logs.faults, keySize };
  const { nextSession, openDay, users } = logs;
  await writeState(state, { settings, until: plan.until, nextSession, openDay, faults, users });
  return {
    out: options.out,
    from: new Date(plan.start).toISOString(),
    until: new Date(plan.until).toISOString(),
    seed: settings.seed,
    users: users.count,
    events: logs.events,
    sessions: nextSession - (resumed?.nextSession ?? 1),
    files: { logs: logs.files, songs: written.files },
    bytes: logs.bytes + written.bytes,
    faults: key && {
      key: join(folder.path, faultsFileName),
      rejected: key.rejected,
      harmless: key.harmless,
      held_back: faults?.late.length ?? 0,
    },
    state,
    unknown_keys: plan.unknownKeys,
  };
}

/** A folder that holds the earlier period holds the songs already. */
async function writeSongs({ plan, folder, songs, options }: Run, key: FaultKey | null) {
  if (folder.continues) return { files: 0, bytes: 0 };
  const described = describedSongs(songs, plan.settings);
  const bytes = await writeSongFiles(described, folder, {
    signal: options.signal,
    onProgress: (records) =>
      options.onProgress?.({ phase: 'songs', share: records / described.length, records }),
    ...(key === null ? {} : { spoil: faultySongs(key, plan.settings) }),
  });
  return { files: described.length, bytes };
}

async function openCatalogue({ settings, resumed }: Plan, signal: AbortSignal | undefined) {
  const { catalogue } = settings;
  if (catalogue.kind === 'invented')
    return { settings, songs: inventCatalogue(catalogue.songs, settings.seed) };
  const { readCatalogue } = await import('./read-catalogue.ts');
  const { songs, fingerprint } = await readCatalogue(catalogue.location, signal);
  if (resumed !== null && fingerprint !== catalogue.fingerprint) {
    throw new UsageError(
      'SPK-906',
      `The songs in ${catalogue.location} are not those of the period that is resumed, so that it cannot be continued.`,
      { hints: ['Put the song files back as they were, or begin a simulation without --resume.'] },
    );
  }
  return { settings: { ...settings, catalogue: { ...catalogue, fingerprint } }, songs };
}

function estimatePeriod(
  world: World,
  plan: Plan,
  songs: readonly Song[],
  options: SimulateOptions,
): Estimate {
  const { settings, start, until, resumed } = plan;
  const events = Math.round(estimateEvents(world, plan));
  const songFiles = resumed === null ? Math.round(songs.length * settings.catalogueShare) : 0;
  const songBytes =
    songs.slice(0, 100).reduce((total, { json }) => total + json.length, 0) / Math.min(100, songs.length);
  const cores = events < eventsWorthThreads ? 1 : availableParallelism();
  return {
    events,
    songFiles,
    bytes: Math.round(events * bytesPerEvent[settings.gzip ? 'gzip' : 'plain'] + songFiles * songBytes),
    users: resumed?.users.count ?? settings.users,
    from: new Date(start),
    until: new Date(until),
    workers: options.workers ?? cores,
  };
}
