import { useMemo, useState } from 'preact/hooks';
import type { ApiAnswer } from '../api.ts';
import { OverTime } from './charts/over-time.tsx';
import { byLevel } from './charts/stacks.ts';
import { Choice } from './choice.tsx';
import { formatCount } from './format.ts';
import { sumsBy } from './sum-of.ts';
import type { View } from './view.ts';

/** The events of one page over time, the page with most events first; the table of the card has all of them. */
export function PageEvents({ answer, view }: { readonly answer: ApiAnswer; readonly view: View }) {
  const [chosen, setChosen] = useState('');
  const events = sumsBy(
    answer.rows,
    ({ page }) => String(page),
    (row) => Number(row.events),
  );
  const pages = [...events].sort(([, a], [, b]) => b - a);
  const page = events.has(chosen) ? chosen : (pages[0]?.[0] ?? '');
  const bars = useMemo(() => byLevel('events', (row) => row.page === page), [page]);
  return (
    <>
      <div class="parameters">
        <Choice label="Page" id="page-of-events" value={page} onChoose={setChosen}>
          {pages.map(([name, count]) => (
            <option value={name} key={name}>
              {name}: {formatCount(count, 'event')}
            </option>
          ))}
        </Choice>
      </div>
      <OverTime answer={answer} view={view} bars={bars} label={page} />
    </>
  );
}
