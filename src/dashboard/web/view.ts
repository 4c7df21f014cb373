import type { ApiAnswer, ApiEvidence, ApiStatus } from '../api.ts';
import { chosenDays, previousDays } from '../period.ts';
import { getJson } from './get-json.ts';
import type { UrlFilters } from './url-filters.ts';

/** What a page shows: the plays that the filters leave, asked of the server or read from the report. */
export interface View {
  readonly status: ApiStatus;
  readonly filters: UrlFilters;
  readonly days: { readonly from?: string; readonly to?: string };
  /** The days before that the figures are compared with; undefined if there are none. */
  readonly previous: { readonly from: string; readonly to: string } | undefined;
  ask(question: string): Promise<ApiAnswer>;
  /** The same question for the days before. */
  askPrevious(question: string): Promise<ApiAnswer>;
  evidence(question: string): Promise<ApiEvidence>;
  /** Filters by what was clicked; a report has no server to ask. */
  readonly onFilter: ((filters: UrlFilters) => void) | undefined;
  readonly onPlay: ((playId: string) => void) | undefined;
}

/** A view that asks the server. */
export function liveView(
  status: ApiStatus,
  filters: UrlFilters,
  actions: Pick<View, 'onFilter' | 'onPlay'>,
): View {
  const days = chosenDays(filters, status.last_day);
  const previous = previousDays(days, status.first_day, status.last_day);
  const { level, location, search, listener } = filters;
  const address = (name: string, period: object) => {
    const asked = Object.entries({ ...period, level, location, search, listener });
    const parameters = new URLSearchParams(asked.filter(([, value]) => value) as [string, string][]);
    return `/api/questions/${name}?${parameters}`;
  };
  return {
    status,
    filters,
    days,
    previous,
    ask: (question) => getJson<ApiAnswer>(address(question, days)),
    askPrevious: (question) => getJson<ApiAnswer>(address(question, previous ?? {})),
    evidence: (question) => getJson<ApiEvidence>(address(question, days).replace('?', '/evidence?')),
    ...actions,
  };
}
