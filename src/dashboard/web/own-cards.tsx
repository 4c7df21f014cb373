import type { ApiAnswer, ApiQuestion } from '../api.ts';
import type { CardSpec } from './card.tsx';
import { SqlChart } from './charts/sql-chart.tsx';
import { holdsTimes, sqlSeries } from './charts/sql-series.ts';
import { formatNumber } from './format.ts';
import { PlayTable } from './play-table.tsx';
import { Ranking } from './ranking.tsx';
import type { View } from './view.ts';

/** The card of a question of a project folder: drawn as its header says, with its parameters as inputs. */
export function ownCard({ name, title, chart, measure, over_time, parameters }: ApiQuestion): CardSpec {
  return {
    question: name,
    title,
    width: 6,
    parameters,
    isOverTime: over_time,
    draw: (answer, view) => (
      <>
        {drawn(answer, view, { title, chart, measure })}
        {answer.truncatedBy !== undefined && (
          <p class="muted">The first {formatNumber(answer.rows.length)} rows; there are more.</p>
        )}
      </>
    ),
  };
}

type Drawing = Pick<ApiQuestion, 'title' | 'chart' | 'measure'>;

/** A bar for each text, a line or bars along dates; a table where the header names no chart, or one that does not fit. */
function drawn(answer: ApiAnswer, view: View, { title, chart, measure }: Drawing) {
  const [kind, along = ''] = chart.replace('period_start', answer.grain ?? '').split(' ');
  const hasColumns = answer.columns.includes(along) && answer.columns.includes(measure);
  if (kind === 'bar' && hasColumns && !holdsTimes(answer.rows, along))
    return (
      <Ranking
        answer={answer}
        name={(row) => String(row[along])}
        measure={measure}
        unit={[measure, measure]}
      />
    );
  const series = kind === 'bar' || kind === 'line' ? sqlSeries(answer) : undefined;
  if (series !== undefined) return <SqlChart drawn={series} />;
  return <PlayTable answer={answer} view={view} caption={title} />;
}
