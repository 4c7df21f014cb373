import { packageVersion } from '../version.ts';
import { type Evidence, redact } from './evidence.ts';
import type { Point } from './point.ts';
import type { Observation } from './run-points.ts';

/** What a run has seen so far. */
export interface Seen {
  readonly region: string;
  readonly kind: Evidence['kind'];
  readonly size: string;
  readonly engine: string;
  readonly began: Date;
  readonly ended: Date;
  readonly observations: readonly Observation[];
  readonly stopped: string | undefined;
  readonly deleted: readonly string[];
  readonly left: readonly string[];
}

/** The evidence of a run, without what belongs to the account. */
export function collectEvidence(
  { observations, began, ended, stopped, ...seen }: Seen,
  points: readonly Point[],
  secrets: Parameters<typeof redact>[1],
): Evidence {
  const clean = (text: string) => redact(text, secrets);
  const known = new Map(points.map((point) => [point.id, point]));
  return {
    format: 1,
    sparkify: packageVersion(),
    node: process.version,
    ...seen,
    began: began.toISOString(),
    ended: ended.toISOString(),
    points: observations.map((observation) => {
      const { expected = '', statement = '' } = known.get(observation.id) ?? {};
      return { ...observation, observed: clean(observation.observed), expected, statement };
    }),
    ...(stopped !== undefined && { stopped: clean(stopped) }),
    deleted: seen.deleted.map(clean),
    left: seen.left.map(clean),
  };
}
