import { Random, streams } from './random.ts';
import type { Settings } from './settings.ts';
import { yearMs } from './users.ts';

/** The next user who joins: a place in the order of arrival, and a time in epoch milliseconds. */
export interface Arrival {
  readonly ordinal: number;
  readonly time: number;
}

/**
 * The users who join in the course of a simulation, in order and without end: a Poisson process of `growth` arrivals a
 * year for each user there is, whose rate rises with every arrival. Nobody ever arrives without growth.
 */
export function* arrivals({ seed, users, origin, growth }: Settings): Generator<Arrival, void> {
  if (growth <= 0) return;
  const random = new Random().seed(seed, streams.arrivals);
  let time = origin;
  for (let ordinal = users; ; ordinal++) {
    time += Math.floor(random.exponential(yearMs / (ordinal * growth)));
    yield { ordinal, time };
  }
}
