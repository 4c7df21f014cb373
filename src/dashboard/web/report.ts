import type { ApiAnswer, ApiEvidence, ApiStatus } from '../api.ts';
import { h } from './dom.ts';
import { formatLongDay } from './format.ts';
import { overview } from './overview.ts';
import { startTheme } from './theme.ts';
import type { UrlFilters } from './url-filters.ts';
import type { View } from './view.ts';

/** What the report holds, written by `src/dashboard/report.ts`. */
interface ReportData {
  readonly title: string;
  readonly status: ApiStatus;
  readonly filters: UrlFilters;
  readonly days: View['days'];
  readonly previous: { readonly from: string; readonly to: string } | null;
  readonly answers: Readonly<Record<string, ApiAnswer>>;
  readonly previousAnswers: Readonly<Record<string, ApiAnswer>>;
  readonly evidence: Readonly<Record<string, ApiEvidence>>;
}

const data = JSON.parse(document.getElementById('report-data')?.textContent ?? '{}') as ReportData;

startTheme();
document.body.append(
  heading(),
  h('main', { id: 'main' }, h('div', { class: 'page' }, overview(viewOf(data)))),
);

function viewOf(report: ReportData): View {
  const { status, filters, days, previous, answers, previousAnswers, evidence } = report;
  return {
    status,
    filters,
    days,
    previous: previous ?? undefined,
    ask: async (question) => held(answers, question),
    askPrevious: async (question) => held(previousAnswers, question),
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

function heading(): HTMLElement {
  const { status, days, filters } = data;
  const from = days.from ?? status.first_day;
  const to = days.to ?? status.last_day;
  const others = (['level', 'location', 'search', 'listener'] as const)
    .filter((name) => filters[name])
    .map((name) => `${name} ${filters[name]}`);
  const period = from && to ? `${formatLongDay(from)} – ${formatLongDay(to)}` : 'no plays';
  return h(
    'header',
    { class: 'masthead report' },
    h('h1', {}, data.title),
    h('p', {}, [period, ...others].join(' · ')),
    h(
      'p',
      { class: 'freshness' },
      status.run === null
        ? 'nothing was published'
        : `Run ${status.run.run_id}, published ${String(status.run.finished_at).slice(0, 16)} UTC`,
    ),
  );
}
