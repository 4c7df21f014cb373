import type { CardSpec } from './card.tsx';
import { Facts } from './dialog.tsx';
import { formatCell } from './format.ts';
import { linkedCell } from './links.tsx';
import { headsIn, PlayTable } from './play-table.tsx';

/** A card with a row for each subject, as terms and values. */
export function facts(question: string, title: string): CardSpec {
  return {
    question,
    title,
    width: 4,
    draw: ({ columns, rows }, view) => (
      <>
        {rows.map((row) => (
          <Facts
            key={JSON.stringify(row)}
            facts={columns
              .filter((column) => !['play_id', 'in_song_data'].includes(column))
              .map((column) => {
                const value = row[column] ?? null;
                const shown = value === null ? '–' : formatCell(column, value);
                return [
                  headsIn(view.zone)[column] ?? column.replaceAll('_', ' '),
                  linkedCell(column, value, row, view) ?? shown,
                ];
              })}
          />
        ))}
      </>
    ),
  };
}

export function table(question: string, title: string, width: CardSpec['width']): CardSpec {
  return {
    question,
    title,
    width,
    draw: (answer, view) => <PlayTable answer={answer} view={view} caption={title} />,
  };
}
