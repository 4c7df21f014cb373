import type { ApiAnswer } from '../api.ts';
import { formatNumber, formatShare } from './format.ts';
import { levelClass, nameOfLevel } from './levels.ts';
import { sumOf } from './sum-of.ts';

const measures = ['plays', 'listeners', 'sessions'];

/** The shares of the levels: of the plays, of the listeners, of the sessions. */
export function LevelShares({ answer: { rows } }: { readonly answer: ApiAnswer }) {
  return (
    <div class="shares">
      <p class="legend" aria-hidden="true">
        {rows.map(({ level = null }) => (
          <span class={`key ${levelClass(level)}`} key={String(level)}>
            {nameOfLevel(level)}
          </span>
        ))}
      </p>
      {measures.map((measure) => (
        <Share rows={rows} measure={measure} key={measure} />
      ))}
      <p class="card-note">A listener who was both free and paid counts in both.</p>
    </div>
  );
}

function Share({ rows, measure }: { readonly rows: ApiAnswer['rows']; readonly measure: string }) {
  const total = Math.max(1, sumOf(rows, measure));
  const percent = (value: unknown) => (Number(value) / total) * 100;
  return (
    <div class="share">
      <h3>{measure}</h3>
      <div class="share-bar" aria-hidden="true">
        {rows.map((row) => (
          <span
            key={String(row.level)}
            class={levelClass(row.level ?? null)}
            style={{ width: `${percent(row[measure])}%` }}
          />
        ))}
      </div>
      <p>
        {rows.map((row) => (
          <span key={String(row.level)}>
            {nameOfLevel(row.level ?? null)} <strong>{formatShare(percent(row[measure]))}</strong>{' '}
            {formatNumber(row[measure])}
          </span>
        ))}
      </p>
    </div>
  );
}
