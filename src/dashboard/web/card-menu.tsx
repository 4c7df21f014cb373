import { useRef } from 'preact/hooks';
import type { ApiAnswer } from '../api.ts';
import { goTo } from './address.ts';
import { toCsv } from './csv.ts';
import { Menu } from './menu.tsx';
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

/** What each entry does, by its name. */
type Entries = Readonly<Record<string, () => unknown>>;

/** What can be taken out of a card: files, its SQL, and a link to it. */
export function CardMenu({ view, question, title, asking, answer }: CardMenuProps) {
  const place = useRef<HTMLElement>(null);
  const isLive = view.onFilter !== undefined;
  const csv = (isForSpreadsheets: boolean) => () =>
    answer && saveText(`${question}.csv`, 'text/csv', toCsv(answer, { isForSpreadsheets }));
  const sql = async () => (await view.evidence(question, asking)).sql;
  const copy = async (text: string) => await navigator.clipboard.writeText(text);
  const picture = () => savePicture(place.current?.closest('.card')?.querySelector('canvas'), question);
  const link = () => `${location.origin}${location.pathname}${location.search}#${question}`;
  const anywhere: Entries = {
    CSV: csv(false),
    'CSV for spreadsheets': csv(true),
    'PNG of the chart': picture,
    'Copy SQL': async () => await copy(await sql()),
  };
  const onThePage: Entries = {
    'Open in SQL page': async () => goTo(linkToSql(await sql())),
    'Copy link to this card': async () => await copy(link()),
  };
  const entries = Object.entries(isLive ? { ...anywhere, ...onThePage } : anywhere);
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
        entries.map(([name, run]) => (
          <button
            type="button"
            key={name}
            onClick={() => {
              close();
              void run();
            }}
          >
            {name}
          </button>
        ))
      }
    </Menu>
  );
}
