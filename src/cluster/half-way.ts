import { InterruptedError, reworded, SparkifyError } from '../errors.ts';
import type { Hint } from '../hint.ts';
import { explainAwsError } from './aws-errors.ts';

/** Where several steps ended. */
interface End {
  /** The step that was being taken. */
  readonly step: { readonly kind: string; readonly name: string };
  readonly doing: 'created' | 'deleted';
  /** What exists by then, a sentence. */
  readonly remains: string;
  /** How to go on. */
  readonly hints: readonly Hint[];
  readonly signal: AbortSignal | undefined;
}

/** The error of a step in the midst of several, with what it means for all of them. */
export function halfWay(error: unknown, { step, doing, remains, hints, signal }: End): Error {
  const isInterruption = error === signal?.reason || !(error instanceof SparkifyError);
  const explained =
    signal?.aborted && isInterruption
      ? new InterruptedError('SPK-602', `Interrupted before everything was ${doing}.`, { cause: error })
      : explainAwsError(error, `${step.kind} ${step.name}`);
  if (!(explained instanceof SparkifyError)) return explained;
  const isNamed = ({ command }: Hint) =>
    explained.hints.some((hint) => typeof hint !== 'string' && hint.command === command);
  return reworded(explained, {
    details: [...explained.details, remains],
    hints: [...explained.hints, ...hints.filter((hint) => !isNamed(hint))],
  });
}
