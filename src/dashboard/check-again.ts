import { UsageError } from '../errors.ts';
import { type CheckFile, type CheckResult, check, runOwnCheck } from '../load/checks.ts';
import { limited, type StatementLimits } from './limited.ts';
import type { Published } from './published.ts';

interface OwnChecks extends StatementLimits {
  /** Checks of a project folder. */
  readonly checks: readonly CheckFile[];
  readonly signal: AbortSignal;
}

/** A check that was run, or why it could not be. */
export type CheckedAgain = CheckResult & { readonly problem?: string };

/**
 * Runs the checks again on what is published. Those of a project folder have the limits of the SQL page, and one that the
 * engine refuses or that takes too long keeps none of the others from being run.
 */
export async function checkAgain(
  published: Published,
  { checks, ...limits }: OwnChecks,
): Promise<readonly CheckedAgain[]> {
  const results: CheckedAgain[] = [...(await published.answer('checks', (warehouse) => check(warehouse)))];
  for (const file of checks) {
    const { name, claim, severity } = file;
    try {
      results.push(
        await published.answerAside(`check ${name}`, (warehouse) =>
          runOwnCheck(limited(warehouse, limits), file),
        ),
      );
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      results.push({ name, claim, severity, passed: false, bad_rows: [], problem: error.message });
    }
  }
  return results;
}
