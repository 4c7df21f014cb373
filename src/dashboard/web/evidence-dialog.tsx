import { commandLine } from '../../hint.ts';
import type { ApiEvidence } from '../api.ts';
import { plainNames, valuesOf } from '../url-filters.ts';
import { Facts } from './dialog.tsx';
import { formatCount, formatNumber, formatRate } from './format.ts';
import { Problem } from './problem.tsx';
import { ResultTable } from './result-table.tsx';
import { useAsked } from './use-asked.ts';
import type { Asking, View } from './view.ts';

export interface EvidenceProps {
  readonly view: View;
  readonly question: string;
  readonly asking?: Asking;
}

/** The provenance of an answer: the SQL, the period, the freshness, unmatched plays and rejected records. */
export function Evidence({ view, question, asking }: EvidenceProps) {
  const { value, error } = useAsked(() => view.evidence(question, asking), [view, question, asking]);
  if (error !== undefined) return <Problem error={error} />;
  if (value === undefined) return <p>…</p>;
  const { period, freshness, plays, rejected } = value;
  return (
    <div class="evidence">
      <Facts
        facts={[
          ['Period', `${period.from ?? 'the beginning'} to ${period.to ?? 'the end'} (${value.time_zone})`],
          ['Plays', `${period.first_play ?? 'none'} to ${period.last_play ?? 'none'} (UTC)`],
          [
            'Freshness',
            freshness.run_id === null
              ? 'nothing was published'
              : `run ${freshness.run_id}, published ${freshness.published_at} (UTC) to ${freshness.warehouse}, ${freshness.engine}`,
          ],
          [
            'Without a song',
            `${formatNumber(plays.without_song)} of ${formatCount(plays.total, 'play')} (${formatRate(plays.percent)})`,
          ],
          ['Rejected records', `${formatCount(rejected.records, 'record')} that would have fed these tables`],
          [
            'In a terminal',
            <code key="command">
              {commandOf(question, value, { filters: view.filters, set: asking?.set })}
            </code>,
          ],
        ]}
      />
      <h3>{value.file}</h3>
      <pre tabindex={0}>{value.sql}</pre>
      <h3>Parameters</h3>
      <pre tabindex={0}>{JSON.stringify(value.parameters, null, 2)}</pre>
      {rejected.by_reason.length > 0 && (
        <details>
          <summary>Rejected records, by reason</summary>
          <ResultTable
            result={{ columns: ['data_set', 'code', 'records'], rows: rejected.by_reason }}
            caption="Rejected records, by reason"
          />
        </details>
      )}
    </div>
  );
}

/** The command that prints the same numbers. */
function commandOf(
  question: string,
  { period, freshness, time_zone, grain }: ApiEvidence,
  { filters, set = {} }: Pick<View, 'filters'> & Pick<Asking, 'set'>,
): string {
  const { from, to } = period;
  const included = plainNames.map((name) => [name, filters[name] ?? []] as const);
  return commandLine({
    command: `ask ${question}`,
    flags: {
      warehouse: /^redshift:/.test(freshness.warehouse) ? 'redshift' : freshness.warehouse,
      ...(from !== null && { from }),
      ...(to !== null && { to }),
      ...Object.fromEntries(included),
      ...(grain !== null && { grain }),
      timeZone: time_zone,
      exclude: valuesOf(filters.exclude).map(({ name, value }) => `${name}=${value}`),
      set: Object.entries(set).map(([name, value]) => `${name}=${value}`),
      evidence: true,
    },
  });
}
