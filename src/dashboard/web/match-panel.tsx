import type { ApiMatch } from '../api.ts';
import { formatCount, formatNumber } from './format.ts';
import { Panel } from './panel.tsx';
import { Problem } from './problem.tsx';
import { useJson } from './use-asked.ts';

/** Why plays found no song, by reason; the counts add up to all of them. */
export function MatchPanel({ version }: { readonly version: number }) {
  const { value, error, isPending } = useJson<ApiMatch>('/api/match', [version]);
  return (
    <Panel title="Plays without a song, by reason" width={12} id="match">
      <div aria-busy={isPending}>
        {error !== undefined ? (
          <Problem error={error} />
        ) : value === undefined ? (
          <p class="muted">Computing the reasons …</p>
        ) : (
          <Reasons {...value} />
        )}
      </div>
    </Panel>
  );
}

function Reasons({ plays, unmatched, reasons }: ApiMatch) {
  if (plays === 0)
    return <p class="nothing">No play is loaded. Load some files: sparkify etl --data FOLDER</p>;
  return (
    <>
      <p>
        {formatNumber(unmatched)} of {formatCount(plays, 'play')} found no song record with their title and
        artist.
      </p>
      <ul class="reasons">
        {reasons
          .filter((reason) => reason.plays > 0)
          .map((reason) => (
            <li key={reason.reason}>
              <details>
                <summary>
                  <span
                    class="ranking-bar"
                    aria-hidden="true"
                    style={{ width: `${(reason.plays / Math.max(1, unmatched)) * 100}%` }}
                  />
                  <span class="reason-name">{reason.meaning}</span>
                  <span class="ranking-value">{formatNumber(reason.plays)}</span>
                </summary>
                <p class="muted">{formatCount(reason.texts, 'different song')}; the most played:</p>
                <ul class="examples">
                  {reason.examples.map((example) => (
                    <ExampleLine {...example} key={`${example.song} ${example.artist}`} />
                  ))}
                </ul>
              </details>
            </li>
          ))}
      </ul>
    </>
  );
}

type Example = ApiMatch['reasons'][number]['examples'][number];

function ExampleLine({ song, artist, plays, meant, nearest }: Example) {
  return (
    <li>
      <strong>
        <bdi>{song ?? 'no title'}</bdi>
      </strong>{' '}
      by <bdi>{artist ?? 'unknown artist'}</bdi>
      <span class="muted"> · {formatCount(plays, 'play')}</span>
      {meant !== null && (
        <div class="muted">
          was meant: {meant.song} by {meant.artist}
        </div>
      )}
      <div class="muted">
        {nearest === null ? 'there is no song record' : `nearest: ${nearest.title} by ${nearest.artist_name}`}
      </div>
    </li>
  );
}
