import type { ApiAnswer } from '../api.ts';
import { formatDays, formatFixed, formatNumber, formatPercent, formatRate } from './format.ts';
import { Problem } from './problem.tsx';
import { showEvidence } from './show.tsx';
import { MatchStrip } from './song-data.tsx';
import { type Asked, useAsked } from './use-asked.ts';
import type { View } from './view.ts';

const questions = ['key-figures', 'listening-time'] as const;

interface Figure {
  readonly label: string;
  /** Of an answer to one of the questions. */
  readonly column: string;
  readonly format: (value: number) => string;
  /** A share changes by points, a number by a percentage. */
  readonly isShare?: boolean;
  readonly question?: (typeof questions)[number];
}

const figures: readonly Figure[] = [
  { label: 'Plays', column: 'plays', format: formatNumber },
  { label: 'Listeners', column: 'listeners', format: formatNumber },
  { label: 'Sessions', column: 'sessions', format: formatNumber },
  {
    label: 'Listening time',
    question: 'listening-time',
    column: 'hours',
    format: (hours) => `${formatNumber(hours < 100 ? hours : Math.round(hours))} h`,
  },
  { label: 'Match rate', column: 'match_percent', format: formatRate, isShare: true },
];

/** The row of key figures, each with its change against the days before. */
export function KeyFigures({ view }: { readonly view: View }) {
  const current = useAnswers(view, false);
  const previous = useAnswers(view, true);
  const matches = current['key-figures'].value?.rows[0];
  return (
    <>
      <section class="figures" aria-label="Key figures">
        {figures.map((figure) => (
          <Tile key={figure.column} view={view} figure={figure} current={current} previous={previous} />
        ))}
      </section>
      {matches !== undefined && <MatchStrip figures={matches} isLive={view.onFilter !== undefined} />}
    </>
  );
}

type Answers = Readonly<Record<(typeof questions)[number], Asked<ApiAnswer | undefined>>>;

function useAnswers(view: View, isPrevious: boolean): Answers {
  const isAsked = !isPrevious || view.previous !== undefined;
  const answers = questions.map((question) => {
    const ask = async (signal: AbortSignal) =>
      isAsked ? await view.ask(question, { signal, isPrevious }) : undefined;
    return [question, useAsked(ask, [view])];
  });
  return Object.fromEntries(answers);
}

interface TileProps {
  readonly view: View;
  readonly figure: Figure;
  readonly current: Answers;
  readonly previous: Answers;
}

/** The figure is shown as soon as it is known, its change when the days before are. */
function Tile({ view, figure, ...answers }: TileProps) {
  const { label, question = 'key-figures', column, format } = figure;
  const [current, previous] = [answers.current[question], answers.previous[question]];
  const [now = null, before = null] = [current, previous].map(({ value }) => value?.rows[0]?.[column]);
  const isBusy = current.isPending || previous.isPending;
  return (
    <div class="figure" data-figure={column} aria-busy={isBusy}>
      <h2>
        <button
          type="button"
          class="figure-label"
          title="Provenance"
          onClick={() => showEvidence(label, { view, question })}
        >
          {label}
        </button>
      </h2>
      {current.error !== undefined ? (
        <Problem error={current.error} />
      ) : (
        <>
          <p class="figure-value" data-value={current.value && String(now)}>
            {current.value === undefined ? '…' : now === null ? '–' : format(Number(now))}
          </p>
          <p class="figure-change">
            {isBusy && previous.value === undefined ? (
              ' '
            ) : (
              <Change view={view} figure={figure} now={Number(now)} before={Number(before)} />
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
  readonly now: number;
  readonly before: number;
}

function Change({ view: { previous }, figure: { format, isShare }, now, before }: ChangeProps) {
  if (previous === undefined) return <>no earlier days</>;
  if (before === 0) return <>none before</>;
  const difference = isShare ? now - before : ((now - before) / before) * 100;
  const size = Math.abs(difference);
  const direction = size < 0.05 ? 'same' : difference > 0 ? 'up' : 'down';
  return (
    <>
      <span
        class={`change ${direction}`}
        title={`${formatDays(previous.from, previous.to)}: ${format(before)}`}
      >
        <span aria-hidden="true">{{ same: '=', up: '▲', down: '▼' }[direction]} </span>
        <span class="unseen">{direction === 'same' ? 'unchanged' : direction} </span>
        {isShare ? `${formatFixed(size, 1)} points` : formatPercent(size)}
      </span>{' '}
      <span class="before">was {format(before)}</span>
    </>
  );
}
