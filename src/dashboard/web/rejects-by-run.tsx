import type { JsonResult } from '../api.ts';
import { formatNumber } from './format.ts';
import { Panel } from './panel.tsx';
import { RunBars } from './run-bars.tsx';

interface RejectsByRunProps {
  readonly counts: JsonResult;
  /** The newest runs: also those that rejected nothing have a row. */
  readonly runs: JsonResult;
}

/** How many records the newest runs rejected, by code. */
export function RejectsByRun({ counts, runs }: RejectsByRunProps) {
  const codes = [...new Set(counts.rows.map(({ code }) => String(code)))];
  const records = new Map(
    counts.rows.map(({ code, run_id, records }) => [`${run_id} ${code}`, Number(records)]),
  );
  return (
    <Panel
      title="Rejected records by run"
      width={6}
      note="Of the newest runs, by code. A file that was loaded again counts for its last run."
    >
      <RunBars
        caption="Rejected records of the newest runs by code"
        runs={codes.length === 0 ? [] : runs.rows}
        columns={codes}
        numberIn={({ run_id }, code) => records.get(`${run_id} ${code}`) ?? 0}
        format={formatNumber}
        empty="The newest runs rejected nothing."
      />
    </Panel>
  );
}
