import type { ApiAnswer } from '../api.ts';
import { openDialog } from './dialog.tsx';
import { Evidence } from './evidence-dialog.tsx';
import { formatDays, formatFixed, formatNumber, formatPercent, formatRate } from './format.ts';
import { Problem } from './problem.tsx';
import { MatchStrip } from './song-data.tsx';
import { type Asked, useAsked } from './use-asked.ts';
import type { View } from './view.ts';

interface Figure {
  readonly label: string;
  readonly question: 'key-figures' | 'listening-time';
  readonly column: string;
  readonly format: (value: number) => string;
  /** A share changes by points, a number by a percentage. */
  readonly isShare?: boolean;
}

const figures: readonly Figure[] = [
  { label: 'Plays', question: 'key-figures', column: 'plays', format: formatNumber },
  { label: 'Listeners', question: 'key-figures', column: 'listeners', format: formatNumber },
  { label: 'Sessions', question: 'key-figures', column: 'sessions', format: formatNumber },
  {
    label: 'Listening time',
    question: 'listening-time',
    column: 'hours',
    format: (hours) => `${formatNumber(hours < 100 ? hours : Math.round(hours))} h`,
  },
  {
    label: 'Match rate',
    question: 'key-figures',
    column: 'match_percent',
    format: formatRate,
    isShare: true,
  },
];

/** The row of key figures, each with its change against the days before. */
export function KeyFigures({ view }: { readonly view: View }) {
  const current = {
    'key-figures': useAnswer(view, 'key-figures', false),
    'listening-time': useAnswer(view, 'listening-time', false),
  };
  const previous = {
    'key-figures': useAnswer(view, 'key-figures', true),
    'listening-time': useAnswer(view, 'listening-time', true),
  };
  const matches = current['key-figures'].value?.rows[0];
  return (
    <>
      <section class="figures" aria-label="Key figures">
        {figures.map((figure) => (
          <Tile
            key={figure.column}
            view={view}
            figure={figure}
            current={current[figure.question]}
            previous={previous[figure.question]}
          />
        ))}
      </section>
      {matches !== undefined && <MatchStrip figures={matches} isLive={view.onFilter !== undefined} />}
    </>
  );
}

function useAnswer(view: View, question: string, isPrevious: boolean): Asked<ApiAnswer | undefined> {
  return useAsked(
    async (signal) =>
      isPrevious && view.previous === undefined
        ? undefined
        : await view.ask(question, { signal, isPrevious }),
    [view, question, isPrevious],
  );
}

interface TileProps {
  readonly view: View;
  readonly figure: Figure;
  readonly current: Asked<ApiAnswer | undefined>;
  readonly previous: Asked<ApiAnswer | undefined>;
}

/** The figure is shown as soon as it is known, its change when the days before are. */
function Tile({ view, figure, current, previous }: TileProps) {
  const { label, question, column, format } = figure;
  const now = current.value?.rows[0]?.[column];
  const before = previous.value?.rows[0]?.[column];
  const isBusy = current.isPending || previous.isPending;
  return (
    <div class="figure" data-figure={column} aria-busy={isBusy}>
      <h2>
        <button
          type="button"
          class="figure-label"
          title="Provenance"
          onClick={() => openDialog(label, <Evidence view={view} question={question} />)}
        >
          {label}
        </button>
      </h2>
      {current.error !== undefined ? (
        <Problem error={current.error} />
      ) : (
        <>
          <p class="figure-value" data-value={current.value && String(now)}>
            {current.value === undefined
              ? '…'
              : now === null || now === undefined
                ? '–'
                : format(Number(now))}
          </p>
          <p class="figure-change">
            {isBusy && previous.value === undefined ? (
              ' '
            ) : (
              <Change view={view} figure={figure} now={now} before={before} />
            )}
          </p>
        </>
      )}
    </div>
  );
}

interface ChangeProps {
  readonly view: View;
  readonly figure: Figure;
  readonly now: unknown;
  readonly before: unknown;
}

function Change({ view: { previous }, figure: { format, isShare }, now, before }: ChangeProps) {
  if (previous === undefined) return <>no earlier days</>;
  const [current, earlier] = [Number(now ?? 0), Number(before ?? 0)];
  if (before === null || before === undefined || earlier === 0) return <>none before</>;
  const difference = isShare ? current - earlier : ((current - earlier) / earlier) * 100;
  const amount = isShare
    ? `${formatFixed(Math.abs(difference), 1)} points`
    : formatPercent(Math.abs(difference));
  const direction = Math.abs(difference) < 0.05 ? 'same' : difference > 0 ? 'up' : 'down';
  const days = formatDays(previous.from, previous.to);
  return (
    <>
      <span class={`change ${direction}`} title={`${days}: ${format(earlier)}`}>
        <span aria-hidden="true">{{ same: '=', up: '▲', down: '▼' }[direction]} </span>
        <span class="unseen">{direction === 'same' ? 'unchanged ' : `${direction} `}</span>
        {amount}
      </span>{' '}
      <span class="before">was {format(earlier)}</span>
    </>
  );
}
