import { formatBytes } from '../../numbers.ts';
import type { Cell, JsonResult, JsonRow } from '../api.ts';
import { formatCount, formatNumber } from './format.ts';
import { Panel } from './panel.tsx';

/** Whether every record of the files is accounted for, by data set, and every byte that was counted. */
export function RowCounts({ counts: { rows } }: { readonly counts: JsonResult }) {
  return (
    <Panel
      title="Row counts"
      width={4}
      note="Every record is staged or rejected; so is every byte, but for those between records."
    >
      {rows.length === 0 && <p class="nothing">No file is loaded. Load some: sparkify etl --data FOLDER</p>}
      {rows.map((row) => (
        <DataSetCounts key={String(row.data_set)} row={row} />
      ))}
    </Panel>
  );
}

function DataSetCounts({ row }: { readonly row: JsonRow }) {
  const { data_set, files, bytes, records, staged, rejected } = row;
  const areRecords = Number(records) === Number(staged) + Number(rejected);
  const areBytes =
    Number(row.read_bytes) ===
    Number(row.staged_bytes) + Number(row.rejected_bytes) + Number(row.between_bytes);
  const isReconciled = areRecords && areBytes;
  return (
    <div class="row-counts">
      <h3>
        {data_set}
        <small>
          {' '}
          {formatCount(files, 'file')}, {formatBytes(Number(bytes))}
        </small>
      </h3>
      <p class="equation">
        <Term value={records} name="records" />
        <span>{areRecords ? '=' : '≠'}</span>
        <Term value={staged} name="staged" />
        <span>+</span>
        <Term value={rejected} name="rejected" />
      </p>
      <p class={isReconciled ? 'passed' : 'failed'}>
        {isReconciled
          ? '✓ records and bytes reconcile'
          : areRecords
            ? '✗ the bytes do not reconcile'
            : '✗ the records do not reconcile'}
      </p>
    </div>
  );
}

function Term({ value, name }: { readonly value: Cell | undefined; readonly name: string }) {
  return (
    <span class="term">
      <strong>{formatNumber(value)}</strong>
      <small>{name}</small>
    </span>
  );
}
