import { useMemo, useState } from 'preact/hooks';
import type { ApiSqlAnswer } from '../api.ts';
import { SqlChart } from './charts/sql-chart.tsx';
import { sqlSeries } from './charts/sql-series.ts';
import { toCsv } from './csv.ts';
import { formatCount, formatNumber } from './format.ts';
import { ResultTable } from './result-table.tsx';
import { saveText } from './save.ts';
import { nextSorting, type Sorting, sortedRows } from './sorted-rows.ts';

const drawnRows = 500;

const cuts = {
  rows: 'there are more.',
  bytes: 'more would exceed 20 MB, the limit of a result.',
} as const;

/** The result of a statement: how many rows in what time, a table or a chart of them, and the rows as files. */
export function SqlResult({ answer }: { readonly answer: ApiSqlAnswer }) {
  const { columns, numbers, truncatedBy, seconds } = answer;
  const [sorting, setSorting] = useState<Sorting>();
  const rows = useMemo(() => sortedRows(answer.rows, sorting, numbers), [answer, sorting]);
  const drawn = useMemo(() => sqlSeries(answer), [answer]);
  const [isChart, setIsChart] = useState(false);
  const count = formatCount(rows.length, 'row');
  const csv = (isForSpreadsheets: boolean) => () =>
    saveText('result.csv', 'text/csv', toCsv({ columns, rows }, { isForSpreadsheets }));
  return (
    <div>
      <div class="result-head">
        <p id="result-summary">
          {truncatedBy === undefined ? count : `The first ${count}; ${cuts[truncatedBy]}`}
          <span class="muted"> in {seconds.toFixed(2)} s</span>
        </p>
        <fieldset class="segments" aria-label="Show as">
          <button type="button" aria-pressed={!isChart} onClick={() => setIsChart(false)}>
            Table
          </button>
          {drawn !== undefined && (
            <button type="button" aria-pressed={isChart} onClick={() => setIsChart(true)}>
              Chart
            </button>
          )}
        </fieldset>
        <button type="button" class="icon-button" onClick={csv(false)}>
          CSV
        </button>
        <button
          type="button"
          class="icon-button"
          title="CSV whose texts no spreadsheet runs as formulas"
          onClick={csv(true)}
        >
          Spreadsheet
        </button>
        <button
          type="button"
          class="icon-button"
          onClick={() => saveText('result.json', 'application/json', JSON.stringify(rows))}
        >
          JSON
        </button>
      </div>
      {isChart && drawn !== undefined ? (
        <SqlChart drawn={drawn} />
      ) : (
        <Rows
          answer={{ ...answer, rows }}
          sorting={sorting}
          onSort={(column) => setSorting(nextSorting(sorting, column))}
        />
      )}
    </div>
  );
}

interface RowsProps {
  readonly answer: ApiSqlAnswer;
  readonly sorting: Sorting | undefined;
  readonly onSort: (column: string) => void;
}

function Rows({ answer: { columns, rows, numbers }, sorting, onSort }: RowsProps) {
  return (
    <>
      <ResultTable
        result={{ columns, rows: rows.slice(0, drawnRows) }}
        caption="Rows of the result"
        heads={Object.fromEntries(columns.map((name) => [name, name]))}
        exactNumbers={numbers}
        sorting={sorting}
        onSort={onSort}
      />
      {rows.length > drawnRows && (
        <p class="muted">
          {drawnRows} rows are drawn; the files contain all {formatNumber(rows.length)}.
        </p>
      )}
    </>
  );
}
