import type { ApiAnswer, Cell, JsonRow } from '../api.ts';
import { type PlainName, type UrlFilters, valuesOf } from '../url-filters.ts';
import { ExcludeFromRow } from './exclude-from-row.tsx';
import { formatTime } from './format.ts';
import { linkedCell } from './links.tsx';
import { ResultTable } from './result-table.tsx';
import { NotInSongData } from './song-data.tsx';
import type { View } from './view.ts';

/** The columns with times, and what they are called. */
export const headsIn = (zone: string): Readonly<Record<string, string>> => ({
  start_time: `Time (${zone})`,
  first_play: `First play (${zone})`,
  last_play: `Last play (${zone})`,
  user_name: 'Listener',
  session_id: 'Session',
});

interface PlayTableProps {
  readonly answer: ApiAnswer;
  readonly view: View;
  readonly caption: string;
}

/** Plays, sessions and the like: what a row names leads to its page, the time of a play to its lineage. */
export function PlayTable({ answer: { columns, rows, grain }, view, caption }: PlayTableProps) {
  const { onFilter, filters } = view;
  const hidden = ['play_id', 'user_id', 'in_song_data', 'incomplete', ...repeated(rows, filters)];
  return (
    <ResultTable
      result={{ columns: columns.filter((column) => !hidden.includes(column)), rows }}
      caption={caption}
      heads={headsIn(view.zone)}
      rowEnd={
        onFilter &&
        ((row) => <ExcludeFromRow filters={filters} onFilter={onFilter} columns={columns} row={row} />)
      }
      cell={(column, value, row) =>
        column === grain && row.incomplete === true ? (
          <>
            {String(value)} <span class="muted">incomplete</span>
          </>
        ) : (
          cellOf(column, value, row, view)
        )
      }
    />
  );
}

function cellOf(column: string, value: Cell, row: JsonRow, view: View) {
  const { onPlay } = view;
  if (column === 'start_time' && onPlay !== undefined && row.play_id != null)
    return (
      <button
        type="button"
        class="link-button"
        title={`Lineage of the play at ${value}`}
        onClick={() => onPlay(String(row.play_id))}
      >
        {formatTime(String(value))}
      </button>
    );
  if ((column === 'song' || column === 'artist') && value === null) return <span class="muted">–</span>;
  const linked = linkedCell(column, value, row, view);
  if (column !== 'song' || row.in_song_data !== false) return linked;
  return (
    <span class="cell-link">
      {linked ?? String(value)}
      <NotInSongData />
    </span>
  );
}

/** The columns about what the page filters by, whose value every row repeats. */
function repeated(rows: readonly JsonRow[], filters: UrlFilters): readonly string[] {
  return valuesOf(filters)
    .flatMap(({ name }) => namedBy[name] ?? [])
    .filter((column) => new Set(rows.map((row) => row[column])).size === 1);
}

const namedBy: { readonly [name in PlainName]?: readonly string[] } = {
  listener: ['user_name'],
  session: ['session_id', 'location'],
  location: ['location'],
  song: ['song'],
  artist: ['artist'],
};
