import type { JsonResult, JsonRow } from '../api.ts';
import { formatNumber } from './format.ts';
import { Panel } from './panel.tsx';
import { RunBars } from './run-bars.tsx';
import { sumsBy } from './sum-of.ts';

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
  const recordsOf = (row: JsonRow) => Number(row.records);
  const totals = sumsBy(counts.rows, ({ code }) => String(code), recordsOf);
  const codes = [...totals.keys()].sort((a, b) => (totals.get(b) ?? 0) - (totals.get(a) ?? 0));
  const columns = codes.length > mostColumns ? [...codes.slice(0, mostColumns - 1), others] : codes;
  const columnOf = (code: string) => (columns.includes(code) ? code : others);
  const placeOf = ({ run_id, code }: JsonRow) => `${run_id} ${columnOf(String(code))}`;
  const records = sumsBy(counts.rows, placeOf, recordsOf);
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
