import { useState } from 'preact/hooks';
import { formatBytes } from '../../numbers.ts';
import type { ApiData, Cell, JsonResult } from '../api.ts';
import { ChecksPanel } from './checks-panel.tsx';
import { FreshnessPanel } from './freshness-panel.tsx';
import { MatchPanel } from './match-panel.tsx';
import type { PageProps } from './page-props.ts';
import { Panel } from './panel.tsx';
import { Problem } from './problem.tsx';
import { RejectsByRun } from './rejects-by-run.tsx';
import { Rejects } from './rejects-panel.tsx';
import { ResultTable } from './result-table.tsx';
import { RowCounts } from './row-counts.tsx';
import { RunTimes } from './run-times.tsx';
import { ShortPath } from './short-path.tsx';
import { useJson } from './use-asked.ts';

/** The page for the data: what was loaded, what was rejected, and whether the row counts reconcile. */
export function DataPage({ status, version, now }: PageProps) {
  const { value: data, error } = useJson<ApiData>('/api/data', [version]);
  if (error !== undefined) return <Problem error={error} />;
  if (data === undefined) return <p class="muted">…</p>;
  return (
    <div class="grid">
      <h1 class="width-12">Data</h1>
      <FreshnessPanel status={status} now={now} />
      <RowCounts counts={data.row_counts} />
      <ChecksPanel last={data.checks} now={now} />
      <Panel
        title="Runs"
        width={12}
        note="Each run is one transaction: all of it was published, or nothing. Times are UTC."
      >
        <ResultTable
          result={data.runs}
          caption="Runs"
          cell={(_, value) => (value === null ? <span class="muted">–</span> : undefined)}
          empty="No run was published yet. Load some files: sparkify etl --data FOLDER"
        />
      </Panel>
      <RunTimes times={data.run_times} />
      <RejectsByRun counts={data.rejects_by_run} runs={data.run_times} />
      <Rejects data={data} />
      <MatchPanel version={version} />
      <Files all={data.files} version={version} />
    </div>
  );
}

function Files({ all, version }: { readonly all: JsonResult; readonly version: number }) {
  const [search, setSearch] = useState('');
  const address = search === '' ? undefined : `/api/files?search=${encodeURIComponent(search)}`;
  const found = useJson<JsonResult>(address, [version]);
  return (
    <Panel title="Files" width={12} note="Files with rejected records first, then the newest; at most 200.">
      <input
        type="search"
        placeholder="part of the location"
        aria-label="Find files"
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <div class="scrolled">
        {found.error !== undefined ? (
          <Problem error={found.error} />
        ) : (
          <ResultTable
            result={found.value ?? all}
            caption="Loaded files"
            cell={fileCell}
            empty={
              search === ''
                ? 'No file is loaded. Load some: sparkify etl --data FOLDER'
                : 'No loaded file has this in its location. Search for less of it.'
            }
          />
        )}
      </div>
    </Panel>
  );
}

function fileCell(column: string, value: Cell) {
  if (column === 'location') return <ShortPath path={String(value)} />;
  return column === 'size' ? formatBytes(Number(value)) : undefined;
}
