import { z } from 'zod';
import { UsageError } from '../errors.ts';
import { flagOf } from '../hint.ts';
import { kebabCase } from '../letter-case.ts';
import { carried } from './carried.ts';
import { type ConfigFile, readConfigFile } from './config-file.ts';
import { defaultModel } from './default-model.ts';
import { compileModel } from './model.ts';
import type { Settings } from './settings.ts';
import { readState, type SimulationState } from './state-file.ts';

/** What to simulate. Everything but `out` has a default; equal options give equal bytes, on any machine. */
export interface SimulateOptions {
  /** The folder to write into: new, empty, or the one that holds the state of `resume`. */
  readonly out: string;
  /** Users at the start; 100. */
  readonly users?: number;
  /** The first moment, as `2018-11-01` or `2018-11-01T12:00:00`, in UTC; 2018-11-01. */
  readonly from?: string;
  /** The moment after the last, in UTC; a month after the first. */
  readonly until?: string;
  /** Called before anything is written, with what `etl` will not take. */
  readonly onWarning?: (sentence: string) => void;
  /** Another seed, another simulation; 1. */
  readonly seed?: number;
  /** A config file of eventsim. The other options win over it. */
  readonly config?: string;
  /** New users a year, as a share of the users there are; 0.01. */
  readonly growth?: number;
  /** Users who leave in a year, as a share of the users there are; 0. */
  readonly attrition?: number;
  /** A folder of song files to play songs of; songs are made up where it is missing. */
  readonly songs?: string;
  /** How many songs to make up; 10,000. */
  readonly catalogue?: number;
  /** The share of the catalogue that is written into `song_data/`; 1. */
  readonly catalogueShare?: number;
  /** The share of records with a fault; 0. */
  readonly dirty?: number;
  /** Threads; one for a small simulation, else as many as there are cores. Never changes what is written. */
  readonly workers?: number;
  /** Compresses the log files. */
  readonly gzip?: boolean;
  /** Encodes names in the log as the logs of November 2018 do: UTF-8 taken for Latin-1, twice. */
  readonly mojibake?: boolean;
  /** The state file of an earlier period, which this one continues with the same settings. */
  readonly resume?: string;
  /** Ends the simulation; the folder is as it was. */
  readonly signal?: AbortSignal;
  /** Called once, before anything is written. */
  readonly onEstimate?: (estimate: Estimate) => void;
  /** Called often with how far it is. */
  readonly onProgress?: (progress: SimulateProgress) => void;
}

/** What a simulation is going to write, give or take a few percent. */
export interface Estimate {
  readonly events: number;
  readonly songFiles: number;
  /** Bytes on disk. */
  readonly bytes: number;
  readonly users: number;
  readonly from: Date;
  readonly until: Date;
  readonly workers: number;
}

/** How far a simulation is: song files written, or the share of the period that is simulated. */
export interface SimulateProgress {
  readonly phase: 'songs' | 'logs';
  /** 0 to 1. */
  readonly share: number;
  /** Songs, or log events, written so far. */
  readonly records: number;
}

/** A period of a simulation, ready to run. */
export interface Plan {
  /** All settings but the fingerprint of a catalogue that has yet to be read. */
  readonly settings: Settings;
  readonly start: number;
  readonly until: number;
  readonly resumed: SimulationState | null;
  /** Keys of the config file that mean nothing here. */
  readonly unknownKeys: readonly string[];
}

const share = z.number().min(0).max(1);
const count = z.int().positive();
const checks: Readonly<Record<string, { readonly schema: z.ZodType; readonly expected: string }>> = {
  users: { schema: count.max(100_000_000), expected: 'a whole number of users, 1 to 100,000,000' },
  seed: { schema: z.int().nonnegative(), expected: 'a whole number, 0 or more' },
  growth: {
    schema: z.number().min(0).max(1000),
    expected: 'a number from 0 to 1,000, such as 0.2 for 20 % a year',
  },
  attrition: {
    schema: z.number().min(0).max(1000),
    expected: 'a number from 0 to 1,000, such as 0.2 for 20 % a year',
  },
  catalogue: { schema: count.max(5_000_000), expected: 'a whole number of songs, 1 to 5,000,000' },
  catalogueShare: { schema: share, expected: 'a share from 0 to 1' },
  dirty: { schema: share, expected: 'a share from 0 to 1' },
  workers: { schema: count.max(256), expected: 'a whole number of threads, 1 to 256' },
};

/** Turns options, config file and state into a plan that can be carried out. Throws a {@link UsageError} that names what does not fit. */
export async function planPeriod(options: SimulateOptions): Promise<Plan> {
  for (const [name, { schema, expected }] of Object.entries(checks)) {
    const value = options[name as keyof SimulateOptions];
    if (value !== undefined && !schema.safeParse(value).success) {
      throw new UsageError(
        'SPK-102',
        `${flagOf(name)} should be ${expected}, but is ${JSON.stringify(value)}.`,
      );
    }
  }
  return options.resume === undefined ? planBeginning(options) : planContinuation(options, options.resume);
}

async function planBeginning(options: SimulateOptions): Promise<Plan> {
  if (options.songs !== undefined && options.catalogue !== undefined) {
    throw new UsageError(
      'SPK-105',
      '--songs reads a catalogue and --catalogue generates one: use one of them.',
    );
  }
  const config = options.config === undefined ? null : await readConfigFile(options.config);
  const start =
    parseMoment(options.from, '--from') ?? configMoment(config, 'startDate') ?? Date.UTC(2018, 10, 1);
  const until = parseMoment(options.until, '--until') ?? configMoment(config, 'endDate') ?? monthAfter(start);
  const settings: Settings = {
    seed: options.seed ?? config?.seed ?? 1,
    users: options.users ?? config?.nUsers ?? 100,
    firstUserId: config?.firstUserId ?? 1,
    origin: start,
    growth: options.growth ?? config?.growthRate ?? 0.01,
    attrition: options.attrition ?? config?.attritionRate ?? 0,
    tag: config?.tag ?? null,
    model: config?.model ?? defaultModel,
    catalogue:
      options.songs === undefined
        ? { kind: 'invented', songs: options.catalogue ?? 10_000 }
        : { kind: 'read', location: options.songs, fingerprint: '' },
    catalogueShare: options.catalogueShare ?? 1,
    dirty: options.dirty ?? 0,
    gzip: options.gzip ?? false,
    mojibake: options.mojibake ?? false,
  };
  checkPeriod(start, until);
  compileModel(settings.model, config?.path);
  return { settings, start, until, resumed: null, unknownKeys: config?.unknownKeys ?? [] };
}

async function planContinuation(options: SimulateOptions, path: string): Promise<Plan> {
  const given = carried.filter((name) => options[name] !== undefined && options[name] !== false);
  if (given.length > 0) {
    throw new UsageError(
      'SPK-105',
      `--resume continues with the settings of ${path}; ${given.map(flagOf).join(', ')} cannot be given with it.`,
      {
        hints: [
          'With --resume go --out, --until and --workers.',
          'For other settings begin a simulation without --resume.',
        ],
      },
    );
  }
  const resumed = await readState(path);
  const until = parseMoment(options.until, '--until') ?? monthAfter(resumed.until);
  checkPeriod(resumed.until, until);
  return { settings: resumed.settings, start: resumed.until, until, resumed, unknownKeys: [] };
}

function checkPeriod(start: number, until: number): void {
  if (until > start) return;
  throw new UsageError(
    'SPK-106',
    `The period should end after it begins, but it begins ${new Date(start).toISOString()} and ends ${new Date(until).toISOString()}.`,
    {
      hints: [
        '--until is the moment after the last event: --from 2018-11-01 --until 2018-12-01 is November.',
      ],
    },
  );
}

const moment = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?)?Z?$/;

function configMoment(config: ConfigFile | null, key: 'startDate' | 'endDate'): number | undefined {
  return parseMoment(config?.[key], `${config?.path}: ${kebabCase(key)}`);
}

/** eventsim takes local dates for UTC; so do we. */
function parseMoment(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  const time = moment.test(text)
    ? Date.parse(text.includes('T') ? `${text.replace('Z', '')}Z` : text)
    : Number.NaN;
  // Date.parse takes a 30th of February for a 2nd of March.
  if (time >= 0 && new Date(time).toISOString().startsWith(text.slice(0, 10))) return time;
  throw new UsageError(
    'SPK-102',
    `${name} should be a date such as 2018-11-01 or 2018-11-01T12:00:00 (UTC), but is "${text}".`,
  );
}

function monthAfter(time: number): number {
  const date = new Date(time);
  const month = new Date(time);
  month.setUTCMonth(date.getUTCMonth() + 1);
  if (month.getUTCDate() !== date.getUTCDate()) month.setUTCDate(0);
  return month.getTime();
}
