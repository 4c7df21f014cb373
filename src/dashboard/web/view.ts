import type { Grain } from '../../ask/grain.ts';
import type { ApiAnswer, ApiEvidence, ApiStatus } from '../api.ts';
import { type ShownTime, shownTime } from '../period.ts';
import { plainFilters, type UrlFilters } from '../url-filters.ts';
import { formatDays } from './format.ts';
import { getJson } from './get-json.ts';

/** What a question is asked with besides the filters. */
export interface Asking {
  readonly signal?: AbortSignal;
  /** Values of the parameters that the question declares. */
  readonly set?: Readonly<Record<string, string>> | undefined;
  /** How long the periods are, of a question over time. */
  readonly grain?: Grain | undefined;
  /** Asks for the days before in place of the chosen ones. */
  readonly isPrevious?: boolean;
}

/** What a page shows: the plays that the filters leave, asked of the server or read from the report. */
export interface View extends ShownTime {
  readonly status: ApiStatus;
  readonly filters: UrlFilters;
  /** Resolves when plays are known to have what the filters name, or throws what is wrong with them; answers wait for it. */
  checked(): Promise<unknown>;
  ask(question: string, asking?: Asking): Promise<ApiAnswer>;
  evidence(question: string, asking?: Asking): Promise<ApiEvidence>;
  /** Filters by what was clicked; a report has no server to ask. */
  readonly onFilter: ((filters: UrlFilters) => void) | undefined;
  readonly onPlay: ((playId: string) => void) | undefined;
}

/** The days that a view shows, `Nov 1, 2018 – Nov 5, 2018`. */
export function shownDays({ days, bounds }: View): string {
  const [from, to] = [days.from ?? bounds.first_day, days.to ?? bounds.last_day];
  return from && to ? formatDays(from, to) : 'no plays';
}

/** A view that asks the server. */
export function liveView(
  status: ApiStatus,
  filters: UrlFilters,
  actions: Pick<View, 'onFilter' | 'onPlay'>,
): View {
  const time = shownTime(filters, status);
  const address = (path: string, { set = {}, isPrevious = false, grain }: Omit<Asking, 'signal'>) => {
    const asked = [
      ['grain', grain ?? ''],
      ['time_zone', filters.time_zone ?? ''],
      ...Object.entries((isPrevious ? time.previous : time.days) ?? {}),
      ...plainFilters(filters),
      ...Object.entries(set).map(([name, value]) => [`set.${name}`, value]),
    ];
    return `/api/questions/${path}?${new URLSearchParams(asked.filter(([, value]) => value !== ''))}`;
  };
  // Asked once, however many cards wait for it.
  const named = plainFilters(filters);
  let known: Promise<unknown> | undefined;
  const checked = async () => {
    known ??=
      named.length === 0 ? Promise.resolve() : getJson(`/api/filters?${new URLSearchParams([...named])}`);
    await known;
  };
  return {
    ...time,
    status,
    filters,
    checked,
    async ask(question, { signal, ...asking } = {}) {
      await checked();
      return await getJson(address(question, asking), signal && { signal });
    },
    evidence: (question, asking = {}) => getJson(address(`${question}/evidence`, asking)),
    ...actions,
  };
}
