import type { ApiAnswer } from '../api.ts';
import { ResultTable } from './result-table.tsx';

interface LatestPlaysProps {
  readonly answer: ApiAnswer;
  readonly onPlay: ((playId: string) => void) | undefined;
}

/** The newest plays; a click on the time shows the lineage of one. */
export function LatestPlays({ answer: { columns, rows }, onPlay }: LatestPlaysProps) {
  const shown = columns.filter((column) => column !== 'play_id' && column !== 'user_id');
  return (
    <ResultTable
      result={{ columns: shown, rows }}
      caption="Latest plays"
      heads={{ start_time: 'Time (UTC)', user_name: 'Listener' }}
      cell={(column, value, row) => {
        if (column === 'song' && value === null) return <span class="muted">no song found</span>;
        if (column === 'artist' && value === null) return <span class="muted">–</span>;
        if (column !== 'start_time' || onPlay === undefined) return undefined;
        return (
          <button
            type="button"
            class="link-button"
            title="Lineage of this play"
            onClick={() => onPlay(String(row.play_id))}
          >
            {String(value)}
          </button>
        );
      }}
    />
  );
}
