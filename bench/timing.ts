/** A measure repeated: the median counts. */
export interface Timing {
  readonly seconds: number;
  /** From the least to the most, as a share of the median: large on a machine that does other work. */
  readonly spread: number;
  /** Of all repetitions the most. */
  readonly peakBytes: number | undefined;
  /** Whether a repetition was stopped at its limit, so that the seconds are less than it takes. */
  readonly isStopped?: boolean | undefined;
}

/** One repetition of a measure. */
export interface Measured {
  readonly seconds: number;
  readonly peakBytes?: number | undefined;
  readonly isStopped?: boolean | undefined;
}

/** Runs each of the measures in turn, `rounds` times: so a disturbance of the machine hits all of them. */
export async function inTurns<Name extends string>(
  rounds: number,
  measures: Readonly<Record<Name, () => Promise<Measured>>>,
): Promise<Readonly<Record<Name, Timing>>> {
  const names = Object.keys(measures) as Name[];
  const runs = new Map<Name, Measured[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) runs.get(name)?.push(await measures[name]());
  }
  return Object.fromEntries(names.map((name) => [name, timingOf(runs.get(name) ?? [])])) as Record<
    Name,
    Timing
  >;
}

export function timingOf(runs: readonly Measured[]): Timing {
  const sorted = runs.map(({ seconds }) => seconds).sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1] ?? Number.NaN;
  const peaks = runs.flatMap(({ peakBytes }) => peakBytes ?? []);
  return {
    seconds: median,
    spread: ((sorted.at(-1) ?? median) - (sorted[0] ?? median)) / median,
    peakBytes: peaks.length === 0 ? undefined : Math.max(...peaks),
    ...(runs.some(({ isStopped }) => isStopped) && { isStopped: true }),
  };
}
