import { AnotherAnswerError } from '../cluster/aws-errors.ts';
import { InterruptedError, SparkifyError } from '../errors.ts';
import type { Hint } from '../hint.ts';

/** What became of one test. */
export interface Finding {
  readonly name: string;
  readonly state: 'ok' | 'wrong' | 'skipped';
  /** What was found, or why it was not tested. */
  readonly said: string;
  /** What to do about it. */
  readonly fix: readonly (string | Hint)[];
  /** Whether a proxy answered in place of what was tested: the tests after it may still pass. */
  readonly isOfProxy?: true;
}

export function ok(name: string, said: string): Finding {
  return { name, state: 'ok', said, fix: [] };
}

export function wrong(name: string, said: string, ...fix: Finding['fix']): Finding {
  return { name, state: 'wrong', said, fix };
}

export function skipped(name: string, why: string): Finding {
  return { name, state: 'skipped', said: why, fix: [] };
}

/** The finding of a test, or of the error that it ended with. */
export async function finding(
  name: string,
  test: () => Promise<Finding>,
  explain: (error: unknown) => Error,
): Promise<Finding> {
  try {
    return await test();
  } catch (error) {
    const explained = explain(error);
    if (explained instanceof InterruptedError) throw explained;
    // The name is printed before it already.
    const said = explained.message.replace(`${name}: `, '');
    if (!(explained instanceof SparkifyError)) throw explained;
    const fix = explained.hints.filter((hint) => typeof hint === 'string' || hint.command !== 'doctor');
    if (explained instanceof AnotherAnswerError) return { ...wrong(name, said, ...fix), isOfProxy: true };
    return wrong(name, said, ...fix);
  }
}
