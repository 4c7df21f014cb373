import type { ApiStatus } from '../api.ts';
import { Facts } from './dialog.tsx';
import { formatDays, formatNumber, formatWhen } from './format.ts';
import { latenessOf } from './lateness.ts';
import { Panel } from './panel.tsx';

/** How old the published data is, also against what is expected, and what it was loaded from. */
export function FreshnessPanel({ status, now }: { readonly status: ApiStatus; readonly now: Date }) {
  const { run, warehouse, engine, first_day, last_day } = status;
  const lateness = latenessOf(status, now);
  const published = run && `run ${run.run_id}, ${formatWhen(String(run.finished_at), now)}`;
  const plays =
    run && `${formatNumber(run.songplays)}, of which ${formatNumber(run.matched)} found their song`;
  return (
    <Panel title="Freshness" width={4}>
      <Facts
        facts={[
          ['Published', published ?? 'nothing yet'],
          [
            'Expected',
            lateness && (
              <span key="expected" class={lateness.isLate ? 'failed' : 'passed'}>
                {lateness.isLate ? '⚠ late: ' : '✓ on time: '}
                {lateness.expected}
              </span>
            ),
          ],
          ['Plays', plays ?? '–'],
          ['Days', first_day === null || last_day === null ? 'none' : formatDays(first_day, last_day)],
          ['Warehouse', <code key="warehouse">{warehouse}</code>],
          ['Engine', engine],
          ['Log data', <code key="logs">{String(run?.logs_location ?? '–')}</code>],
          ['Song data', <code key="songs">{String(run?.songs_location ?? '–')}</code>],
        ]}
      />
      {lateness?.isLate && (
        <p class="hint">
          {run === null
            ? 'No run was ever published. Load the data: sparkify etl'
            : 'No newer run was published: the schedule does not run, a run failed, or no new files came. Alert on it: sparkify check --freshness'}
        </p>
      )}
    </Panel>
  );
}
