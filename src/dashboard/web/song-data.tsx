import type { JsonRow } from '../api.ts';
import { followLink } from './address.ts';
import { formatCount, formatNumber, formatRate } from './format.ts';

/** The mark of a name that comes from the log: the play found no song record. */
export function NotInSongData() {
  return (
    <span class="log-name" title="not in the song data: named as in the log">
      <span aria-hidden="true">{'\u2060°' /* a word joiner: no line begins with the mark */}</span>
      <span class="unseen"> (not in the song data)</span>
    </span>
  );
}

const reasons = '/data#match';

/** Says how many plays found their song, where many did not, and leads to the reasons. */
export function MatchStrip({ figures, isLive }: { readonly figures: JsonRow; readonly isLive: boolean }) {
  const { plays, matched } = figures;
  if (!plays || Number(matched) / Number(plays) > 0.99) return null;
  return (
    <p class="strip">
      {formatNumber(matched)} of {formatCount(plays, 'play')} (
      {formatRate((Number(matched) / Number(plays)) * 100)}) found their song in the song data. The others
      have the title and artist of the log, marked °.{' '}
      {isLive && (
        <a href={reasons} onClick={followLink}>
          Why plays found no song
        </a>
      )}
    </p>
  );
}
