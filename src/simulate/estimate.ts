import { Behaviour, type World } from './behaviour.ts';
import { EventRecords } from './event-records.ts';
import type { Plan } from './options.ts';
import { Users, yearMs } from './users.ts';

const sampleSize = 400;
const longestSample = 31 * 86_400_000;

/** Bytes of an event on average, as text and packed. */
export const bytesPerEvent = { plain: 440, gzip: 50 };

/**
 * How many events a period will have: some of the very users live through the beginning of it, and the rest follows from
 * how many users there will be for how long. Exact, but for users who arrive, for up to 400 users and 31 days.
 */
export function estimateEvents(world: World, { settings, start, until }: Plan): number {
  const { users: total, origin, growth, attrition } = settings;
  const sample = Math.min(total, sampleSize);
  const users = new Users();
  const behaviour = new Behaviour({ ...world, settings: { ...settings, attrition: 0 } }, users);
  for (let index = 0; index < sample; index++) behaviour.addFirstUser(Math.floor((index * total) / sample));
  const length = Math.min(until - start, longestSample);
  const records = new EventRecords();
  behaviour.live(origin + length, records);
  const perUserDay = records.count / sample / length;
  const change = (growth - attrition) / yearMs;
  return perUserDay * total * integratedGrowth(change, start - origin, until - origin);
}

/** The time that users spend between two moments, for each user at the origin. */
function integratedGrowth(change: number, from: number, to: number): number {
  if (Math.abs(change * (to - from)) < 1e-9) return to - from;
  return (Math.exp(change * to) - Math.exp(change * from)) / change;
}
