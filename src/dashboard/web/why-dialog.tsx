import type { ApiLineage, Cell } from '../api.ts';
import { Facts } from './dialog.tsx';
import { formatCount } from './format.ts';
import { Problem } from './problem.tsx';
import { ResultTable } from './result-table.tsx';
import { useJson } from './use-asked.ts';

/** The line that a play came from, and the songs that its match considered. */
export function Why({ playId }: { readonly playId: string }) {
  const { value, error } = useJson<ApiLineage>(`/api/why/${encodeURIComponent(playId)}`);
  if (error !== undefined) return <Problem error={error} />;
  if (value === undefined) return <p>…</p>;
  const { play, event, source, match } = value;
  return (
    <div class="evidence">
      <h3>1. The play</h3>
      <Facts
        facts={[
          ['Play', <code key="id">{text(play.songplay_id)}</code>],
          ['When', `${text(play.start_time)} UTC`],
          ['Who', `user ${text(play.user_id)}, ${text(play.level)}, session ${text(play.session_id)}`],
          ['Where', text(play.location)],
          ['Song', play.song_id === null ? 'none found' : `${text(play.title)} by ${text(play.artist)}`],
        ]}
      />
      <h3>2. The log event</h3>
      <Facts
        facts={[
          ['Played', `${text(event.song)} by ${text(event.artist)}, ${text(event.length)} s`],
          [
            'Repeats',
            Number(event.repeats) === 0
              ? 'none'
              : `${formatCount(event.repeats, 'more event')} of the same play`,
          ],
          ['File', <code key="file">{text(source.file)}</code>],
          ['Line', source.line === null ? 'not found' : text(source.line)],
        ]}
      />
      {source.raw === null ? (
        <p class="problem">{text(source.problem)}</p>
      ) : (
        <pre tabindex={0}>{pretty(source.raw)}</pre>
      )}
      <h3>3. The match</h3>
      <p>{match.reason}</p>
      {match.candidates.length > 0 && (
        <ResultTable
          result={{
            columns: ['chosen', 'title', 'artist_name', 'duration', 'difference', 'song_id', 'file'],
            rows: match.candidates.map((candidate) => ({
              ...candidate,
              chosen: candidate.chosen ? '✓' : '',
            })),
          }}
          caption="Song records that the match considered"
        />
      )}
      {match.nearest !== null && (
        <p>
          The nearest is “{text(match.nearest.title)}” by {text(match.nearest.artist_name)}.
        </p>
      )}
    </div>
  );
}

function text(value: Cell | undefined): string {
  return value === null || value === undefined ? 'unknown' : String(value);
}

function pretty(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2);
  } catch {
    return raw; // shown as it is
  }
}
