import { parse } from '../../ask/grain.ts';
import type { ApiAnswer } from '../api.ts';
import { formatLongDay, formatNumber } from './format.ts';

/** A row for each week of first plays, a column for each week after; the deeper the colour, the more came back. */
export function RetentionTable({ answer: { rows } }: { readonly answer: ApiAnswer }) {
  const listeners = new Map(
    rows.map(({ first_week, weeks_later, listeners }) => [`${first_week} ${weeks_later}`, Number(listeners)]),
  );
  const weeks = [...new Set(rows.map(({ first_week }) => String(first_week)))];
  const latest = Math.max(0, ...rows.map(({ weeks_later }) => Number(weeks_later)));
  const later = Array.from({ length: latest }, (_, index) => index + 1);
  const lastSeen = Math.max(
    0,
    ...weeks.map(weekNumber),
    ...rows.map(({ first_week, weeks_later }) => weekNumber(String(first_week)) + Number(weeks_later)),
  );
  return (
    <section class="table-scroll" tabindex={0} aria-label="Retention table">
      <table class="retention">
        <caption class="unseen">
          Share of the listeners of each first week who played again so many weeks later
        </caption>
        <thead>
          <tr>
            <th scope="col">First week</th>
            <th scope="col" class="number">
              Listeners
            </th>
            {later.map((week) => (
              <th scope="col" class="number" key={week}>
                +{week}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => {
            const cohort = listeners.get(`${week} 0`) ?? 0;
            return (
              <tr key={week}>
                <th scope="row">{formatLongDay(week)}</th>
                <td class="number">{formatNumber(cohort)}</td>
                {later.map((weeksLater) => (
                  <Share
                    key={weeksLater}
                    cohort={cohort}
                    // Weeks after the last one are not zero: they are unknown.
                    back={
                      weekNumber(week) + weeksLater > lastSeen
                        ? undefined
                        : (listeners.get(`${week} ${weeksLater}`) ?? 0)
                    }
                  />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Share({ cohort, back }: { readonly cohort: number; readonly back: number | undefined }) {
  if (back === undefined) return <td />;
  const share = cohort === 0 ? 0 : back / cohort;
  return (
    <td
      class="number heat"
      title={`${formatNumber(back)} of ${formatNumber(cohort)} listeners`}
      style={{ '--share': `${Math.round(share * 45)}%` }}
    >
      {Math.round(share * 100)}%
    </td>
  );
}

function weekNumber(day: string): number {
  return Math.round(parse(day) / (7 * 86_400_000));
}
