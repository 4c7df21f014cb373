import { untilAborted } from '../stopped.ts';
import { openRedshift, type RedshiftWarehouse } from '../warehouse/redshift/redshift.ts';
import type { Observation } from './evidence.ts';
import { endsWithin, wordsOf } from './observe.ts';
import type { Point, Transport, Trial } from './point.ts';

/** What all points have in common, for one transport. */
export type Laboratory = Omit<Trial, 'open'>;

export interface RunPointsOptions {
  /** Those that are open, by their transports; the first one is for points that are observed once. */
  readonly laboratories: readonly Laboratory[];
  /** Milliseconds that a point may take at most, whatever it says itself. */
  readonly longest?: number;
  readonly onPoint?: ((point: Point, transport: Transport) => void) | undefined;
  readonly onObserved?: ((observation: Observation) => void) | undefined;
}

/** Observes each point, one after the other. A point that fails or takes too long is an observation too; only the signal ends it all. */
export async function runPoints(
  points: readonly Point[],
  { laboratories, longest = Number.POSITIVE_INFINITY, onPoint, onObserved }: RunPointsOptions,
): Promise<readonly Observation[]> {
  const observations: Observation[] = [];
  const add = (observation: Observation) => {
    observations.push(observation);
    onObserved?.(observation);
  };
  for (const point of points) {
    const places = placesFor(point, laboratories);
    if (places.length === 0) add(observationOf(point, 'not observed', whyNot(point)));
    for (const place of places) {
      place.signal?.throwIfAborted();
      onPoint?.(point, place.transport);
      add(await observe(point, place, Math.min(point.limit ?? usualLimit, longest)));
    }
  }
  return observations;
}

const usualLimit = 60_000;

function placesFor({ over, on, needs }: Point, laboratories: readonly Laboratory[]): readonly Laboratory[] {
  const suitable = laboratories.filter(
    ({ kind, config: { s3 } }) =>
      (on === undefined || on === kind) && (needs === undefined || s3.kmsKey !== undefined),
  );
  if (over === undefined) return suitable;
  if (over === 'once') return suitable.slice(0, 1);
  return suitable.filter(({ transport }) => transport === over);
}

function whyNot({ on, over, needs }: Point): string {
  if (needs !== undefined) return 'needs --kms-key';
  if (on !== undefined) return on === 'nodes' ? 'needs --nodes' : 'needs Serverless';
  return over === 'direct' ? 'needs a public address' : 'needs the Data API';
}

async function observe(point: Point, laboratory: Laboratory, limit: number): Promise<Observation> {
  const opened: Promise<RedshiftWarehouse>[] = [];
  const { config, signal, transport } = laboratory;
  const trial: Trial = {
    ...laboratory,
    open(settings = {}, options = {}) {
      const opening = openRedshift({ ...config.connection, ...settings }, { signal, ...options });
      opening.catch(() => undefined); // the point reports it
      opened.push(opening);
      return opening;
    },
  };
  let observed: string;
  try {
    const running = point.run(trial);
    const isInTime = await untilAborted(endsWithin(limit, running), signal);
    observed = isInTime ? await running : `no answer within ${limit / 1000} s`;
  } catch (error) {
    signal?.throwIfAborted();
    observed = `error: ${wordsOf(error)}`;
  } finally {
    await Promise.all(opened.map(closed));
  }
  const { expected, accepts } = point;
  const isExpected = accepts === undefined ? observed === expected : accepts.test(observed);
  return { ...observationOf(point, isExpected ? 'as expected' : 'differs', observed), transport };
}

function observationOf(
  { id, expected, statement }: Point,
  outcome: Observation['outcome'],
  observed: string,
): Observation {
  return { id, outcome, observed, expected, statement };
}

/** Closes a session, whatever still runs in it. */
async function closed(opening: Promise<RedshiftWarehouse>): Promise<void> {
  const closing = async () => {
    const warehouse = await opening;
    warehouse.interrupt();
    await warehouse[Symbol.asyncDispose]();
  };
  await endsWithin(longestClosing, closing()).catch(() => undefined); // it is gone, which is what is wanted
}

const longestClosing = 5_000;
