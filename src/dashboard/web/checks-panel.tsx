import { useState } from 'preact/hooks';
import type { ApiCheck, ApiLastCheck } from '../api.ts';
import { formatWhen } from './format.ts';
import { Panel } from './panel.tsx';
import { Problem } from './problem.tsx';
import { useJson } from './use-asked.ts';

/** The checks with what they found in the newest run; they can be run again on what is published. */
export function ChecksPanel({ last, now }: { readonly last: readonly ApiLastCheck[]; readonly now: Date }) {
  const [times, setTimes] = useState(0);
  const {
    value: again,
    error,
    isPending,
  } = useJson<readonly ApiCheck[]>(times === 0 ? undefined : '/api/checks', [times]);
  const checks = again ?? last;
  const when = again === undefined ? whenChecked(last, now) : 'on all that is published, just now';
  return (
    <Panel title="Checks" width={4} note="Each is a query for bad rows; none means passed.">
      <div role="status" aria-busy={isPending}>
        {error !== undefined ? <Problem error={error} /> : <Results checks={checks} when={when} />}
      </div>
      <p class="check-again">
        <button
          type="button"
          class="icon-button"
          aria-disabled={isPending} // a disabled button would lose the focus
          onClick={() => isPending || setTimes(times + 1)}
        >
          Check again now
        </button>
      </p>
    </Panel>
  );
}

function whenChecked([check]: readonly ApiLastCheck[], now: Date): string {
  if (check === undefined) return '';
  const { run_id, checked_at } = check;
  return `in run ${run_id}, ${formatWhen(checked_at, now)}`;
}

interface ResultsProps {
  readonly checks: readonly (ApiLastCheck | ApiCheck)[];
  readonly when: string;
}

function Results({ checks, when }: ResultsProps) {
  const passed = checks.filter((check) => check.passed).length;
  const hasFailed = checks.some((check) => !check.passed && check.severity === 'error');
  return (
    <>
      {checks.length === 0 ? (
        <p class="muted">No run has been checked yet. The next one will be: sparkify etl --data FOLDER</p>
      ) : (
        <p class={hasFailed ? 'failed' : 'passed'}>
          {passed} of {checks.length} passed {when}.
        </p>
      )}
      <ul class="checks">
        {checks.map((check) => (
          <li key={check.name}>
            <Mark check={check} />
            <span title={check.claim}>{check.name.replaceAll('-', ' ')}</span>
            <Findings check={check} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Mark({ check: { passed, severity } }: { readonly check: ApiLastCheck | ApiCheck }) {
  if (passed) return <span class="passed">✓ </span>;
  return severity === 'warn' ? <span class="warned">! warning: </span> : <span class="failed">✗ </span>;
}

/** The bad rows of a check that was run again, or how many the run found; why a check could not be run. */
function Findings({ check }: { readonly check: ApiLastCheck | ApiCheck }) {
  if (check.passed) return null;
  if ('bad_row_count' in check) return <span class="muted"> {formatRows(check.bad_row_count)}</span>;
  return <pre>{check.problem ?? JSON.stringify(check.bad_rows, null, 1)}</pre>;
}

/** A check stops at the fifth. */
function formatRows(count: number): string {
  return count === 1 ? '1 row' : `${count}${count === 5 ? ' or more' : ''} rows`;
}
