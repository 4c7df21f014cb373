import { useMemo } from 'preact/hooks';
import type { ApiAnswer } from '../api.ts';
import { type Cohort, cohortsOf } from './cohorts.ts';
import { formatCount, formatLongDay, formatMonth, formatNumber, formatShare } from './format.ts';

/** A row for each week or month of first plays, a column for weeks after; the deeper the colour, the more came back. */
export function RetentionTable({ answer: { rows } }: { readonly answer: ApiAnswer }) {
  const { isByMonth, later, cohorts } = useMemo(() => cohortsOf(rows), [rows]);
  return (
    <section class="table-scroll" tabindex={0} aria-label="Retention table">
      <table class="retention">
        <caption class="unseen">
          Share of the listeners of each row who played again so many weeks after the week of their first play
        </caption>
        <thead>
          <tr>
            <th scope="col">{isByMonth ? 'First week in' : 'First week'}</th>
            <th scope="col" class="number">
              Listeners
            </th>
            {later.map((week) => (
              <th scope="col" class="number" title={`${formatCount(week, 'week')} later`} key={week}>
                +{week}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cohorts.map(({ first, listeners, returned }) => (
            <tr key={first}>
              <th scope="row">{isByMonth ? formatMonth(first) : formatLongDay(first)}</th>
              <td class="number">{formatNumber(listeners)}</td>
              {returned.map((each, index) => (
                <Share key={later[index]} returned={each} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Share({ returned }: { readonly returned: Cohort['returned'][number] }) {
  if (returned === undefined) return <td />;
  const { listeners, of } = returned;
  const percent = (listeners / of) * 100;
  return (
    <td
      class="number heat"
      title={`${formatNumber(listeners)} of ${formatCount(of, 'listener')}`}
      style={{ '--share': `${Math.round(percent * 0.45)}%` }}
    >
      {formatShare(percent)}
    </td>
  );
}
