import { useRef } from 'preact/hooks';
import type { ApiAnswer } from '../api.ts';
import { goTo } from './address.ts';
import { copy } from './copy.tsx';
import { toCsv } from './csv.ts';
import { openDialog } from './dialog.tsx';
import { Menu } from './menu.tsx';
import { savePicture } from './picture.ts';
import { Problem } from './problem.tsx';
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

/** `cards.css` hides it where the card has no chart. */
const pictureEntry = 'PNG of the chart';

/** What can be taken out of a card: files, its SQL, and a link to it. */
export function CardMenu({ view, question, title, asking, answer }: CardMenuProps) {
  const place = useRef<HTMLElement>(null);
  const isLive = view.onFilter !== undefined;
  const csv = (isForSpreadsheets: boolean) => () =>
    answer && saveText(`${question}.csv`, 'text/csv', toCsv(answer, { isForSpreadsheets }));
  const sql = async () => (await view.evidence(question, asking)).sql;
  const picture = () => savePicture(place.current?.closest('.card')?.querySelector('canvas'), question);
  const link = () => `${location.origin}${location.pathname}${location.search}#${question}`;
  const entries: Readonly<Record<string, () => unknown>> = {
    CSV: csv(false),
    'CSV for spreadsheets': csv(true),
    [pictureEntry]: picture,
    'Copy SQL': async () => await copy(await sql()),
    ...(isLive && {
      'Open in SQL page': async () => goTo(linkToSql(await sql())),
      'Copy link to this card': async () => await copy(link()),
    }),
  };
  const choose = async (run: () => unknown) => {
    try {
      await run();
    } catch (error) {
      openDialog(title, <Problem error={error} />);
    }
  };
  return (
    <Menu
      class="menu"
      summary={
        <summary class="icon-button" title="More" ref={place}>
          <span aria-hidden="true">⋯</span>
          <span class="unseen">More for “{title}”</span>
        </summary>
      }
    >
      {(close) =>
        Object.entries(entries).map(([name, run]) => (
          <button
            type="button"
            key={name}
            class={name === pictureEntry ? 'of-chart' : undefined}
            onClick={() => {
              close();
              void choose(run);
            }}
          >
            {name}
          </button>
        ))
      }
    </Menu>
  );
}
