import { Random, streams } from './random.ts';

/** How often each song of a catalogue is played, ready for drawing: an alias table (Walker, 1977). */
export interface Popularity {
  /** The chance that a draw that falls on a song stays there. */
  readonly stays: Float64Array;
  /** The song a draw goes to otherwise. */
  readonly otherwise: Int32Array;
}

/** Draws the number of a song. */
export function drawSong({ stays, otherwise }: Popularity, random: Random): number {
  const song = random.below(stays.length);
  return random.uniform() < (stays[song] ?? 1) ? song : (otherwise[song] ?? song);
}

/**
 * Shares of plays by rank, adding up to 1. The head is that of the Taste Profile counts by which eventsim draws (0.52 %,
 * 0.47 %, 0.38 %, 0.31 %, 0.28 %, … of the plays), which falls like 1 / (rank + 3); the rest of the plays is spread over the whole
 * catalogue and falls so slowly that most songs of a month are played once.
 */
export function sharesByRank(songs: number): Float64Array {
  const head = Float64Array.from({ length: songs }, (_, rank) => 0.0208 / (rank + 4));
  const tail = Float64Array.from({ length: songs }, (_, rank) => (rank + 1000) ** -1.2);
  const rest = 1 - sum(head);
  const tailSum = sum(tail);
  return head.map((share, rank) => share + (rest * (tail[rank] ?? 0)) / tailSum);
}

/** Gives every song of a catalogue a rank by lot and makes the table to draw from. */
export function openPopularity(songs: number, seed: number): Popularity {
  const order = shuffled(songs, new Random().seed(seed, streams.popularity));
  const scaled = new Float64Array(songs);
  sharesByRank(songs).forEach((share, rank) => {
    scaled[order[rank] ?? 0] = share * songs;
  });

  const stays = new Float64Array(new SharedArrayBuffer(songs * 8)).fill(1);
  const otherwise = new Int32Array(new SharedArrayBuffer(songs * 4));
  const poor: number[] = [];
  const rich: number[] = [];
  scaled.forEach((share, song) => {
    (share < 1 ? poor : rich).push(song);
  });
  while (poor.length > 0 && rich.length > 0) {
    const from = rich[rich.length - 1] ?? 0;
    const to = poor.pop() ?? 0;
    stays[to] = scaled[to] ?? 1;
    otherwise[to] = from;
    const left = (scaled[from] ?? 0) - (1 - (scaled[to] ?? 0));
    scaled[from] = left;
    if (left < 1) {
      rich.pop();
      poor.push(from);
    }
  }
  return { stays, otherwise };
}

/** The numbers from 0 to `count` - 1 in an order by lot (Fisher and Yates). */
export function shuffled(count: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: count }, (_, index) => index);
  for (let index = count - 1; index > 0; index--) {
    const other = random.below(index + 1);
    const value = order[index] ?? 0;
    order[index] = order[other] ?? 0;
    order[other] = value;
  }
  return order;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
