import { render } from 'preact';
import type { ApiAnswer, ApiEvidence, ApiStatus } from '../api.ts';
import { Card } from './card.tsx';
import { DialogPlace } from './dialog.tsx';
import { formatDays } from './format.ts';
import { Overview } from './overview.tsx';
import { pageEventCards } from './retention-page.tsx';
import { startTheme } from './theme.ts';
import { plainFilters, type UrlFilters } from './url-filters.ts';
import type { View } from './view.ts';

/** What the report holds, written by `src/dashboard/report.ts`. */
interface ReportData {
  readonly title: string;
  readonly status: ApiStatus;
  readonly filters: UrlFilters;
  readonly days: View['days'];
  readonly previous: { readonly from: string; readonly to: string } | null;
  readonly grain: View['grain'];
  readonly answers: Readonly<Record<string, ApiAnswer>>;
  readonly previousAnswers: Readonly<Record<string, ApiAnswer>>;
  readonly evidence: Readonly<Record<string, ApiEvidence>>;
}

const data = JSON.parse(document.getElementById('report-data')?.textContent ?? '{}') as ReportData;

const view = viewOf(data);

startTheme();
render(
  <>
    <Heading />
    <main id="main">
      <div class="page">
        <Overview view={view} />
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

function viewOf(report: ReportData): View {
  const { status, filters, days, previous, grain, answers, previousAnswers, evidence } = report;
  return {
    status,
    filters,
    days,
    previous: previous ?? undefined,
    grain,
    zone: status.time_zone,
    checked: async () => {},
    ask: async (question, { isPrevious = false } = {}) =>
      held(isPrevious ? previousAnswers : answers, question),
    evidence: async (question) => held(evidence, question),
    onFilter: undefined,
    onPlay: undefined,
  };
}

function held<T>(answers: Readonly<Record<string, T>>, question: string): T {
  const answer = answers[question];
  if (answer === undefined) throw new Error(`The report does not hold the answer to ${question}.`);
  return answer;
}

function Heading() {
  const { status, days, filters } = data;
  const from = days.from ?? status.first_day;
  const to = days.to ?? status.last_day;
  const others = plainFilters(filters).map(([name, value]) => `${name.replace('exclude.', 'not ')} ${value}`);
  const period = from && to ? formatDays(from, to) : 'no plays';
  return (
    <header class="masthead report">
      <h1>{data.title}</h1>
      <p>{[period, status.time_zone, ...others].join(' · ')}</p>
      <p class="freshness">
        {status.run === null
          ? 'nothing was published'
          : `Run ${status.run.run_id}, published ${String(status.run.finished_at).slice(0, 16)} UTC`}
      </p>
    </header>
  );
}
