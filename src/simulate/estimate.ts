import { Behaviour, type World } from './behaviour.ts';
import { EventRecords } from './event-records.ts';
import type { Plan } from './options.ts';
import { Users, yearMs } from './users.ts';

const sampleSize = 400;
/** Milliseconds that the users of a sample live together: a month for as many as there can be. */
const sampleTime = sampleSize * 31 * 86_400_000;

/** Bytes of an event on average, as text and compressed. */
export const bytesPerEvent = { plain: 440, gzip: 50 };

/**
 * How many events a period will have: some of the very users live through it, and the rest follows from how many users
 * there will be for how long. Exact for 400 users and a month, or for fewer and longer, but for users who come and go.
 */
export function estimateEvents(world: World, { settings, start, until }: Plan): number {
  const { users: total, origin, growth, attrition } = settings;
  const sample = Math.min(total, sampleSize);
  const users = new Users();
  const behaviour = new Behaviour({ ...world, settings: { ...settings, attrition: 0 } }, users);
  for (let index = 0; index < sample; index++) behaviour.addFirstUser(Math.floor((index * total) / sample));
  const from = until - origin <= sampleTime / sample ? start : origin;
  const length = Math.min(until - from, sampleTime / sample);
  const records = new EventRecords();
  behaviour.live(from, records);
  records.clear();
  behaviour.live(from + length, records);
  const perUserTime = records.count / sample / length;
  const change = (growth - attrition) / yearMs;
  return perUserTime * total * integratedGrowth(change, start - origin, until - origin);
}

/** The time that users spend between two moments, for each user at the origin. */
function integratedGrowth(change: number, from: number, to: number): number {
  if (Math.abs(change * (to - from)) < 1e-9) return to - from;
  return (Math.exp(change * to) - Math.exp(change * from)) / change;
}
