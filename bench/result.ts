import type { Timing } from './timing.ts';

/** One line of the table: what we took beside what it is held against. */
export interface CaseResult {
  readonly case: string;
  readonly ours: string;
  /** What it is held against, with its name: `bare CTAS 3.9 s`. */
  readonly floor: string;
  /** Ours divided by the floor; undefined where there is none. */
  readonly ratio?: number;
  readonly goal: string;
  readonly verdict: 'met' | 'missed' | 'faster' | 'slower' | 'no goal' | 'skipped';
  readonly note: string;
  /** The figures of a peer, for the table and the chart that compare tools. */
  readonly peer?: {
    /** What was loaded. */
    readonly load: string;
    /** Whether the warehouse was empty before. */
    readonly isFirst: boolean;
    readonly name: string;
    readonly ours: Timing;
    readonly theirs: Timing;
  };
}

export const headings = ['ratio', 'result', 'case', 'ours', 'against', 'goal', 'note'] as const;

/** The cells of a result in the order of {@link headings}: ratios first. */
export function toCells(result: CaseResult): readonly string[] {
  const ratio = result.ratio === undefined ? '' : `${result.ratio.toFixed(2)} ×`;
  return [ratio, result.verdict, result.case, result.ours, result.floor, result.goal, result.note];
}

interface Held {
  readonly case: string;
  readonly ours: Timing;
  readonly floor: Timing;
  readonly floorName: string;
  readonly note?: string;
}

/** A case held against a floor; without a goal it is only stated. */
export function againstFloor(held: Held, mostRatio?: number): CaseResult {
  const ratio = held.ours.seconds / held.floor.seconds;
  return {
    case: held.case,
    ours: seconds(held.ours),
    floor: `${held.floorName}: ${seconds(held.floor)}`,
    ratio,
    goal: mostRatio === undefined ? '' : `at most ${mostRatio} ×`,
    verdict: mostRatio === undefined ? 'no goal' : ratio <= mostRatio ? 'met' : 'missed',
    note: held.note ?? '',
  };
}

/** A case held against another program that does the same work. */
export function againstPeer(held: Held): CaseResult {
  const ratio = held.ours.seconds / held.floor.seconds;
  return { ...againstFloor(held), goal: 'faster', verdict: ratio < 1 ? 'faster' : 'slower' };
}

/** A case with a goal in seconds, and the floor for comparison. */
export function withinSeconds(held: Held, most: number): CaseResult {
  return {
    ...againstFloor(held),
    goal: `at most ${most} s`,
    verdict: held.ours.seconds <= most ? 'met' : 'missed',
  };
}

export function seconds({
  seconds: value,
  spread,
  isStopped,
}: Pick<Timing, 'seconds' | 'spread' | 'isStopped'>): string {
  if (isStopped) return `more than ${value.toFixed(0)} s`;
  const noisy = spread > 0.25 ? ` ± ${Math.round(spread * 50)} %` : '';
  return `${value < 10 ? value.toFixed(2) : value.toFixed(1)} s${noisy}`;
}

export function mebibytes(bytes: number | undefined): string {
  return bytes === undefined ? 'unknown' : `${Math.round(bytes / 2 ** 20).toLocaleString('en')} MiB`;
}
