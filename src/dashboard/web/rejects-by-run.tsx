import type { JsonResult, JsonRow } from '../api.ts';
import { formatNumber } from './format.ts';
import { Panel } from './panel.tsx';
import { RunBars } from './run-bars.tsx';

interface RejectsByRunProps {
  readonly counts: JsonResult;
  /** The newest runs: also those that rejected nothing have a row. */
  readonly runs: JsonResult;
}

/** A table of more columns is wider than half a page. */
const mostColumns = 5;
const others = 'others';

/** How many records the newest runs rejected, by code: the most frequent ones, and the others together. */
export function RejectsByRun({ counts, runs }: RejectsByRunProps) {
  const totals = sums(counts.rows, ({ code }) => String(code));
  const codes = [...totals.keys()].sort((a, b) => (totals.get(b) ?? 0) - (totals.get(a) ?? 0));
  const columns = codes.length > mostColumns ? [...codes.slice(0, mostColumns - 1), others] : codes;
  const columnOf = (code: string) => (columns.includes(code) ? code : others);
  const records = sums(counts.rows, ({ run_id, code }) => `${run_id} ${columnOf(String(code))}`);
  return (
    <Panel
      title="Rejected records by run"
      width={6}
      note="Of the newest runs, by code. A file that was loaded again counts for its last run."
    >
      <RunBars
        caption="Rejected records of the newest runs by code"
        runs={columns.length === 0 ? [] : runs.rows}
        columns={columns}
        numberIn={({ run_id }, code) => records.get(`${run_id} ${code}`) ?? 0}
        format={formatNumber}
        empty="The newest runs rejected nothing."
      />
    </Panel>
  );
}

/** The records of the rows with each key. */
function sums(rows: readonly JsonRow[], keyOf: (row: JsonRow) => string): ReadonlyMap<string, number> {
  const totals = new Map<string, number>();
  for (const row of rows) totals.set(keyOf(row), (totals.get(keyOf(row)) ?? 0) + Number(row.records));
  return totals;
}
