import type { ApiData, Cell } from '../api.ts';
import { formatCount, formatNumber } from './format.ts';
import { Panel } from './panel.tsx';
import { ResultTable } from './result-table.tsx';
import { ShortPath } from './short-path.tsx';
import { sumOf } from './sum-of.ts';

/** The rejected records: how many by reason, and the first of them. */
export function Rejects({ data: { rejects_by_reason, rejects } }: { readonly data: ApiData }) {
  const total = sumOf(rejects_by_reason.rows, 'records');
  const shown = rejects.rows.length;
  return (
    <Panel
      title="Rejected records"
      width={12}
      note={
        total === 0
          ? 'None: every record was staged.'
          : total === shown
            ? `${formatCount(total, 'record')}, by file and line.`
            : `${formatCount(total, 'record')}; the first ${formatNumber(shown)} are listed.`
      }
    >
      {total > 0 && (
        <div class="side-by-side">
          <ResultTable result={rejects_by_reason} caption="By reason" showCaption />
          <ResultTable
            result={{ columns: ['location', 'line', 'reason', 'raw_line'], rows: rejects.rows }}
            caption="Rejected records"
            heads={{ location: 'File' }}
            cell={rejectedCell}
          />
        </div>
      )}
    </Panel>
  );
}

function rejectedCell(column: string, value: Cell) {
  if (column === 'location') return <ShortPath path={String(value)} />;
  if (column === 'reason') return <span class="wrapped">{String(value)}</span>;
  if (column !== 'raw_line') return undefined;
  return (
    <details>
      <summary>show</summary>
      <pre>{String(value)}</pre>
    </details>
  );
}
