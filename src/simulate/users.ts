import { metroAreas } from './metro-areas.ts';
import type { Model } from './model.ts';
import { femaleNames, lastNames, maleNames, userAgents } from './people.ts';
import { Random, runningTotals, streams } from './random.ts';
import type { Settings } from './settings.ts';

export const yearMs = 365 * 86_400_000;
const longestMembership = 5 * yearMs;

/** First names with their gender: one draw for both. */
export const firstNames: readonly { readonly name: string; readonly gender: 'F' | 'M' }[] = [
  ...femaleNames.map((name) => ({ name, gender: 'F' as const })),
  ...maleNames.map((name) => ({ name, gender: 'M' as const })),
];

const firstNameTotals = runningTotals([...byRank(femaleNames), ...byRank(maleNames)]);
const lastNameTotals = runningTotals(byRank(lastNames));
const metroTotals = runningTotals(metroAreas.map(({ population }) => population));
const userAgentTotals = runningTotals(userAgents.map(({ weight }) => weight));

function byRank(names: readonly string[]): number[] {
  return names.map((_, rank) => 1 / (rank + 20));
}

/** What does not change about a user; the names are numbers of rows in the tables above. */
export interface Profile {
  readonly firstName: number;
  readonly lastName: number;
  readonly metroArea: number;
  readonly userAgent: number;
  /** Epoch milliseconds. Every event of the user comes whole seconds after it. */
  readonly registration: number;
  /** Mean seconds between two pages. */
  readonly alpha: number;
  /** Mean seconds between two sessions. */
  readonly beta: number;
}

/**
 * Who the user is with the given place in the order of arrival; `arrival` is when a user came who was not there at the
 * start. Depends on nothing but the settings, so that it need not be kept.
 */
export function drawProfile(settings: Settings, model: Model, ordinal: number, arrival?: number): Profile {
  const random = scratch.seed(settings.seed, streams.profile, ordinal);
  const membership = random.exponential(settings.growth * yearMs);
  const clock = random.below(1000);
  const registered = settings.origin - Math.min(membership, longestMembership);
  return {
    registration: arrival ?? Math.floor(registered / 1000) * 1000 + clock,
    alpha: model.alpha * engagement(random),
    beta: model.beta * engagement(random),
    firstName: random.weighted(firstNameTotals),
    lastName: random.weighted(lastNameTotals),
    metroArea: random.weighted(metroTotals),
    userAgent: random.weighted(userAgentTotals),
  };
}

const scratch = new Random();

/** Lognormal with mean 1: half of the users are below 0.61, one in twenty above 3.1. */
function engagement(random: Random): number {
  return Math.exp(random.normal()) / Math.sqrt(Math.E);
}

/** Who is in one partition of the users, and what each will do next: a column for each property, a row for each user. */
export class Users {
  count = 0;
  /** Place in the order of arrival over all partitions; the id that events carry is this plus the first user's id. */
  ordinal = new Int32Array(64);
  firstName = new Uint16Array(64);
  lastName = new Uint16Array(64);
  metroArea = new Uint16Array(64);
  userAgent = new Uint16Array(64);
  registration = new Float64Array(64);
  alpha = new Float64Array(64);
  beta = new Float64Array(64);
  /** When the next event happens, in epoch milliseconds; Infinity for a user who left for good. */
  nextTime = new Float64Array(64);
  nextState = new Uint16Array(64);
  /** The song that the next event plays. */
  nextSong = new Int32Array(64);
  /** The next event's place in its session. */
  nextItem = new Int32Array(64);
  /** When the song that plays will end. */
  songEnd = new Float64Array(64);
  /** Whether an event of the session was written. */
  sessionSeen = new Uint8Array(64);
  /** The four words of each user's stream of random numbers. */
  random = new Int32Array(64 * 4);

  /** Adds a user whose behaviour has yet to be set. Returns the row. */
  add(ordinal: number, profile: Profile): number {
    if (this.count === this.ordinal.length) doubleColumns(this);
    const row = this.count++;
    this.ordinal[row] = ordinal;
    for (const name of Object.keys(profile) as (keyof Profile)[]) this[name][row] = profile[name];
    return row;
  }
}

/** Makes room for twice as many rows in every column of a table. */
export function doubleColumns(table: object): void {
  for (const [name, column] of Object.entries(table)) {
    if (!ArrayBuffer.isView(column)) continue;
    const larger = new (column.constructor as typeof Int32Array)((column as Int32Array).length * 2);
    larger.set(column as Int32Array);
    Object.assign(table, { [name]: larger });
  }
}
