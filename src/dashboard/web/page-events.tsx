import { useState } from 'preact/hooks';
import type { ApiAnswer } from '../api.ts';
import { LevelsOverTime } from './charts/time-series.tsx';
import { Choice } from './choice.tsx';
import { formatCount } from './format.ts';
import { sumOf } from './sum-of.ts';
import type { View } from './view.ts';

/** The events of one page over time, the page with most events first; the table of the card has all of them. */
export function PageEvents({ answer, view }: { readonly answer: ApiAnswer; readonly view: View }) {
  const [chosen, setChosen] = useState('');
  const pages = [...new Set(answer.rows.map(({ page }) => String(page)))]
    .map((page) => ({
      page,
      events: sumOf(
        answer.rows.filter((row) => row.page === page),
        'events',
      ),
    }))
    .sort((a, b) => b.events - a.events);
  const page = (pages.find((each) => each.page === chosen) ?? pages[0])?.page;
  return (
    <>
      <div class="parameters">
        <Choice label="Page" id="page-of-events" value={page ?? ''} onChoose={setChosen}>
          {pages.map(({ page, events }) => (
            <option value={page} key={page}>
              {page}: {formatCount(events, 'event')}
            </option>
          ))}
        </Choice>
      </div>
      <LevelsOverTime answer={answer} view={view} measure="events" page={page} label={`${page}`} />
    </>
  );
}
