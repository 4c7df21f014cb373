import type { ApiAnswer } from '../api.ts';
import { formatCount, formatNumber, formatShort } from './format.ts';
import { locale } from './locale.ts';

/** Weeks start on Monday, as November 5, 2018 was; the warehouse counts from Sunday. */
const weekdays = Array.from({ length: 7 }, (_, index) =>
  new Date(Date.UTC(2018, 10, 5 + index)).toLocaleDateString(locale, { weekday: 'short', timeZone: 'UTC' }),
);
const hours = Array.from({ length: 24 }, (_, hour) => hour);
const twoDigits = (hour: number) => String(hour).padStart(2, '0');

/** Plays by hour and weekday, the darker the more: a table, so that it prints, scales and is read aloud. */
export function HeatMap({ answer: { rows } }: { readonly answer: ApiAnswer }) {
  const plays = new Map(rows.map((row) => [`${row.weekday} ${row.hour}`, Number(row.plays)]));
  const most = Math.max(1, ...plays.values());
  return (
    <div class="heat-map">
      <table>
        <caption class="unseen">Plays by hour and weekday</caption>
        <thead>
          <tr>
            <td />
            {hours.map((hour) => (
              <th scope="col" key={hour}>
                <span class={hour % 3 === 0 ? undefined : 'unseen'}>{twoDigits(hour)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weekdays.map((name, index) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {hours.map((hour) => {
                const count = plays.get(`${(index + 1) % 7} ${hour}`) ?? 0;
                return (
                  <td
                    key={hour}
                    title={`${name} ${twoDigits(hour)}:00  ${formatCount(count, 'play')}`}
                    style={{ '--share': `${Math.round((count / most) * 100)}%` }}
                  >
                    <span class="unseen">{formatNumber(count)}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="heat-legend" aria-hidden="true">
        0 <span /> {formatShort(most)} {most === 1 ? 'play' : 'plays'} an hour of the week
      </p>
    </div>
  );
}
