import { packageVersion } from '../version.ts';
import { type Evidence, redact } from './evidence.ts';

/** What a run has seen so far. */
export interface Seen
  extends Pick<Evidence, 'region' | 'kind' | 'size' | 'engine' | 'points' | 'deleted' | 'left'> {
  readonly began: Date;
  readonly ended: Date;
  readonly stopped: string | undefined;
}

/** The evidence of a run, without what belongs to the account. */
export function collectEvidence(
  { began, ended, stopped, points, deleted, left, ...seen }: Seen,
  secrets: Parameters<typeof redact>[1],
): Evidence {
  const clean = (text: string) => redact(text, secrets);
  return {
    format: 1,
    sparkify: packageVersion(),
    node: process.version,
    ...seen,
    began: began.toISOString(),
    ended: ended.toISOString(),
    points: points.map((point) => ({ ...point, observed: clean(point.observed) })),
    ...(stopped !== undefined && { stopped: clean(stopped) }),
    deleted: deleted.map(clean),
    left: left.map(clean),
  };
}
