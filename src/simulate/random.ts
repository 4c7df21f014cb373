/** What a stream of random numbers is for: streams of different purposes never share numbers. */
export const streams = {
  profile: 1,
  behaviour: 2,
  arrivals: 3,
  catalogue: 4,
  popularity: 5,
  share: 6,
  songFaults: 7,
  logFaults: 8,
  dayFaults: 9,
} as const;

const twoToMinus32 = 2 ** -32;

/**
 * Random numbers that depend on nothing but their seed: Chris Doty-Humphrey's sfc32, which passes PractRand. The four
 * words of state can be put aside and taken up again, which is what lets a million users have a stream each.
 */
export class Random {
  private readonly words = new Int32Array(4);

  /** Starts the stream `purpose` of `seed`; `id` distinguishes the streams of one purpose (a user, a file). */
  seed(seed: number, purpose: number, id = 0): this {
    const { words } = this;
    words[0] = seed | 0;
    words[1] = Math.floor(seed / 2 ** 32) ^ Math.imul(purpose, 0x9e3779b9);
    words[2] = id | 0;
    words[3] = 1 + Math.floor(id / 2 ** 32);
    for (let round = 0; round < 15; round++) this.bits();
    return this;
  }

  /** The next 32 bits, as a signed integer. */
  bits(): number {
    const w = this.words as unknown as [number, number, number, number];
    const b = w[1];
    const c = w[2];
    const result = (w[0] + b + w[3]) | 0;
    w[3] = w[3] + 1;
    w[0] = b ^ (b >>> 9);
    w[1] = c + (c << 3);
    w[2] = ((c << 21) | (c >>> 11)) + result;
    return result;
  }

  /** Uniform in (0, 1): never 0 and never 1, so that its logarithm is finite and not 0. */
  uniform(): number {
    return ((this.bits() >>> 0) + 0.5) * twoToMinus32;
  }

  /** A whole number from 0 to `count` - 1. */
  below(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  /** One of a list. */
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** Exponential with the given mean. */
  exponential(mean: number): number {
    return -Math.log(this.uniform()) * mean;
  }

  /** Normal with mean 0 and variance 1 (Box and Muller, 1958). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** The index of the interval of running totals that a draw falls in; the last total is the sum of the weights. */
  weighted(totals: ArrayLike<number>): number {
    const target = this.uniform() * (totals[totals.length - 1] ?? 0);
    let low = 0;
    let high = totals.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((totals[middle] ?? 0) > target) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Takes up a stream that was put aside in `from` at `offset`. */
  load(from: Int32Array, offset = 0): this {
    for (let word = 0; word < 4; word++) this.words[word] = from[offset + word] ?? 0;
    return this;
  }

  /** Puts the stream aside in `to` at `offset`. */
  store(to: Int32Array, offset = 0): void {
    for (let word = 0; word < 4; word++) to[offset + word] = this.words[word] ?? 0;
  }
}

/** The running totals that {@link Random.weighted} takes. */
export function runningTotals(weights: Iterable<number>): number[] {
  let total = 0;
  return Array.from(weights, (weight) => {
    total += weight;
    return total;
  });
}
