import { render } from 'preact';
import type { Json } from '../api.ts';
import { shownTime } from '../period.ts';
import type { ReportData } from '../report.ts';
import { plainFilters } from '../url-filters.ts';
import { Card } from './card.tsx';
import { CardPage } from './card-page.tsx';
import { DialogPlace } from './dialog.tsx';
import { pageEventCards } from './page-event-cards.tsx';
import { overview } from './pages.ts';
import { startTheme } from './theme.ts';
import { shownDays, type View } from './view.ts';

const data = JSON.parse(document.getElementById('report-data')?.textContent ?? '{}') as Json<ReportData>;

const view: View = {
  ...shownTime(data.filters, data.status),
  status: data.status,
  filters: data.filters,
  checked: async () => {},
  ask: async (question, { isPrevious = false } = {}) =>
    held(isPrevious ? data.previousAnswers : data.answers, question),
  evidence: async (question) => held(data.evidence, question),
  onFilter: undefined,
  onPlay: undefined,
};

startTheme();
render(
  <>
    <Heading />
    <main id="main">
      <div class="page">
        <CardPage spec={overview} view={view} />
        <div class="grid">
          <h2 class="width-12">Retention</h2>
          {pageEventCards.map((spec) => (
            <Card key={spec.question} spec={spec} view={view} />
          ))}
        </div>
      </div>
    </main>
    <DialogPlace />
  </>,
  document.body,
);

function held<T>(answers: Readonly<Record<string, T>>, question: string): T {
  const answer = answers[question];
  if (answer === undefined) throw new Error(`The report does not hold the answer to ${question}.`);
  return answer;
}

function Heading() {
  const { status, filters } = data;
  const others = plainFilters(filters).map(([name, value]) => `${name.replace('exclude.', 'not ')} ${value}`);
  return (
    <header class="masthead report">
      <h1>{data.title}</h1>
      <p>{[shownDays(view), status.time_zone, ...others].join(' · ')}</p>
      <p class="freshness">
        {status.run === null
          ? 'nothing was published'
          : `Run ${status.run.run_id}, published ${String(status.run.finished_at).slice(0, 16)} UTC`}
      </p>
    </header>
  );
}
