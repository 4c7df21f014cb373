import type { ApiAnswer, ApiEvidence, ApiStatus } from '../api.ts';
import { chosenDays, previousDays } from '../period.ts';
import { getJson } from './get-json.ts';
import { plainFilters, type UrlFilters } from './url-filters.ts';

/** What a question is asked with besides the filters. */
export interface Asking {
  readonly signal?: AbortSignal;
  /** Values of the parameters that the question declares. */
  readonly set?: Readonly<Record<string, string>> | undefined;
  /** Asks for the days before in place of the chosen ones. */
  readonly isPrevious?: boolean;
  /** Asks for this listener alone, whatever the days and the filters. */
  readonly ofListener?: string;
}

/** What a page shows: the plays that the filters leave, asked of the server or read from the report. */
export interface View {
  readonly status: ApiStatus;
  readonly filters: UrlFilters;
  readonly days: { readonly from?: string; readonly to?: string };
  /** The days before that the figures are compared with; undefined if there are none. */
  readonly previous: { readonly from: string; readonly to: string } | undefined;
  ask(question: string, asking?: Asking): Promise<ApiAnswer>;
  evidence(question: string, asking?: Asking): Promise<ApiEvidence>;
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
  const address = (path: string, { set = {}, isPrevious = false, ofListener }: Asking) => {
    const asked = [
      ...(ofListener !== undefined
        ? [['listener', ofListener]]
        : [...Object.entries((isPrevious ? previous : days) ?? {}), ...plainFilters(filters)]),
      ...Object.entries(set).map(([name, value]) => [`set.${name}`, value]),
    ];
    return `/api/questions/${path}?${new URLSearchParams(asked.filter(([, value]) => value))}`;
  };
  return {
    status,
    filters,
    days,
    previous,
    ask: (question, { signal, ...asking } = {}) =>
      getJson<ApiAnswer>(address(question, asking), signal === undefined ? {} : { signal }),
    evidence: (question, asking = {}) => getJson<ApiEvidence>(address(`${question}/evidence`, asking)),
    ...actions,
  };
}
