import { useMemo, useState } from 'preact/hooks';
import type { ApiSqlAnswer } from '../api.ts';
import { SqlChart } from './charts/sql-chart.tsx';
import { sqlSeries } from './charts/sql-series.ts';
import { toCsv } from './csv.ts';
import { formatCount, formatNumber } from './format.ts';
import { ResultTable } from './result-table.tsx';
import { saveText } from './save.ts';
import { Segments } from './segments.tsx';
import { nextSorting, type Sorting, sortedRows } from './sorted-rows.ts';

const drawnRows = 500;

const cuts = {
  rows: 'there are more.',
  bytes: 'more would exceed 20 MB, the limit of a result.',
} as const;

const shapes = [
  { value: 'table', name: 'Table' },
  { value: 'chart', name: 'Chart' },
] as const;
type Shape = (typeof shapes)[number]['value'];

/** The result of a statement: how many rows in what time, a table or a chart of them, and the rows as files. */
export function SqlResult({ answer }: { readonly answer: ApiSqlAnswer }) {
  const { columns, numbers, truncatedBy, seconds } = answer;
  const [sorting, setSorting] = useState<Sorting>();
  const rows = useMemo(() => sortedRows(answer.rows, sorting, numbers), [answer, sorting]);
  const drawn = useMemo(() => sqlSeries(answer), [answer]);
  const [shape, setShape] = useState<Shape>('table');
  const count = formatCount(rows.length, 'row');
  const csv = (isForSpreadsheets: boolean) => () =>
    saveText('result.csv', 'text/csv', toCsv({ columns, rows }, { isForSpreadsheets }));
  const files = [
    { name: 'CSV', save: csv(false) },
    { name: 'Spreadsheet', title: 'CSV whose texts no spreadsheet runs as formulas', save: csv(true) },
    { name: 'JSON', save: () => saveText('result.json', 'application/json', JSON.stringify(rows)) },
  ];
  return (
    <div>
      <div class="result-head">
        <p id="result-summary">
          {truncatedBy === undefined ? count : `The first ${count}; ${cuts[truncatedBy]}`}
          <span class="muted"> in {seconds.toFixed(2)} s</span>
        </p>
        <Segments
          label="Show as"
          choices={drawn === undefined ? shapes.slice(0, 1) : shapes}
          chosen={shape}
          onChoose={setShape}
        />
        {files.map(({ name, title, save }) => (
          <button type="button" class="icon-button" title={title} key={name} onClick={save}>
            {name}
          </button>
        ))}
      </div>
      {shape === 'chart' && drawn !== undefined ? (
        <SqlChart drawn={drawn} />
      ) : (
        <ResultTable
          result={{ columns, rows: rows.slice(0, drawnRows) }}
          caption="Rows of the result"
          heads={Object.fromEntries(columns.map((name) => [name, name]))}
          exactNumbers={numbers}
          sorting={sorting}
          onSort={(column) => setSorting(nextSorting(sorting, column))}
        />
      )}
      {shape === 'table' && rows.length > drawnRows && (
        <p class="muted">
          {drawnRows} rows are drawn; the files contain all {formatNumber(rows.length)}.
        </p>
      )}
    </div>
  );
}
