import { useRef } from 'preact/hooks';
import type { ApiAnswer } from '../api.ts';
import { goTo } from './address.ts';
import { toCsv } from './csv.ts';
import { savePicture } from './picture.ts';
import { saveText } from './save.ts';
import { linkToSql } from './sql-link.ts';
import type { Asking, View } from './view.ts';

interface CardMenuProps {
  readonly view: View;
  readonly question: string;
  readonly title: string;
  readonly asking: Asking;
  readonly answer: ApiAnswer | undefined;
}

/** What can be taken out of a card: files, its SQL, and a link to it. */
export function CardMenu({ view, question, title, asking, answer }: CardMenuProps) {
  const place = useRef<HTMLDetailsElement>(null);
  const isLive = view.onFilter !== undefined;
  const csv = (isForSpreadsheets: boolean) => () =>
    answer &&
    saveText(`${question}.csv`, 'text/csv', toCsv(answer.columns, answer.rows, { isForSpreadsheets }));
  const sql = async () => (await view.evidence(question, asking)).sql;
  const entries: readonly (readonly [string, () => unknown])[] = [
    ['CSV', csv(false)],
    ['CSV for spreadsheets', csv(true)],
    [
      'PNG of the chart',
      () => savePicture(place.current?.closest('.card')?.querySelector('canvas'), question),
    ],
    ['Copy SQL', async () => await navigator.clipboard.writeText(await sql())],
    ...(isLive
      ? ([
          ['Open in SQL page', async () => goTo(linkToSql(await sql()))],
          [
            'Copy link to this card',
            async () =>
              await navigator.clipboard.writeText(
                `${location.origin}${location.pathname}${location.search}#${question}`,
              ),
          ],
        ] as const)
      : []),
  ];
  const choose = (run: () => unknown) => () => {
    if (place.current !== null) place.current.open = false;
    void run();
  };
  return (
    <details
      class="menu"
      ref={place}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && place.current !== null) place.current.open = false;
      }}
    >
      <summary class="icon-button" title="More">
        <span aria-hidden="true">⋯</span>
        <span class="unseen">More for “{title}”</span>
      </summary>
      <div class="menu-entries">
        {entries.map(([name, run]) => (
          <button type="button" key={name} onClick={choose(run)}>
            {name}
          </button>
        ))}
      </div>
    </details>
  );
}
