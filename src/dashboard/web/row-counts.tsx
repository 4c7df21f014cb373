import type { Cell, JsonResult } from '../api.ts';
import { formatBytes, formatCount, formatNumber } from './format.ts';
import { Panel } from './panel.tsx';

/** Whether every line of the files is accounted for, by data set. */
export function RowCounts({ counts: { rows } }: { readonly counts: JsonResult }) {
  return (
    <Panel title="Row counts" width={4} note="Every line is staged, rejected or blank.">
      {rows.length === 0 && <p class="nothing">No file is loaded. Load some: sparkify etl</p>}
      {rows.map(({ data_set, files, bytes, lines, staged, rejected, blank }) => {
        const isReconciled = Number(lines) === Number(staged) + Number(rejected) + Number(blank);
        return (
          <div class="row-counts" key={String(data_set)}>
            <h3>
              {data_set}
              <small>
                {' '}
                {formatCount(files, 'file')}, {formatBytes(Number(bytes))}
              </small>
            </h3>
            <p class="equation">
              <Term value={lines} name="lines" />
              <span>{isReconciled ? '=' : '≠'}</span>
              <Term value={staged} name="staged" />
              <span>+</span>
              <Term value={rejected} name="rejected" />
              <span>+</span>
              <Term value={blank} name="blank" />
            </p>
            <p class={isReconciled ? 'passed' : 'failed'}>
              {isReconciled ? '✓ reconciled' : '✗ not reconciled'}
            </p>
          </div>
        );
      })}
    </Panel>
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
