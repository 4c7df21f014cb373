import { type Grain, grains, suitableGrain } from '../../ask/grain.ts';
import type { ApiAnswer, ApiEvidence, ApiStatus } from '../api.ts';
import { type ChosenDays, chosenPeriod, type DayRange, daysOf, spanOf } from '../period.ts';
import { getJson } from './get-json.ts';
import { plainFilters, type UrlFilters } from './url-filters.ts';

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
export interface View {
  /** With the first and the last day in the time zone of this view. */
  readonly status: ApiStatus;
  readonly filters: UrlFilters;
  readonly days: ChosenDays;
  /** The days before that the figures are compared with; undefined if there are none. */
  readonly previous: DayRange | undefined;
  /** How long the periods of charts over time are. */
  readonly grain: Grain;
  readonly zone: string;
  /** Resolves when plays are known to have what the filters name, or throws what is wrong with them; answers wait for it. */
  checked(): Promise<unknown>;
  ask(question: string, asking?: Asking): Promise<ApiAnswer>;
  evidence(question: string, asking?: Asking): Promise<ApiEvidence>;
  /** Filters by what was clicked; a report has no server to ask. */
  readonly onFilter: ((filters: UrlFilters) => void) | undefined;
  readonly onPlay: ((playId: string) => void) | undefined;
}

/** A view that asks the server. */
export function liveView(
  loaded: ApiStatus,
  filters: UrlFilters,
  actions: Pick<View, 'onFilter' | 'onPlay'>,
): View {
  const zone = filters.time_zone || loaded.time_zone;
  const span = spanOf(loaded);
  const status = { ...loaded, ...daysOf(span, zone) };
  const { days, previous } = chosenPeriod(filters, status);
  const grain = grains.find((each) => each === filters.grain) ?? suitableGrain(days, span, zone);
  const address = (path: string, { set = {}, isPrevious = false, grain: over }: Asking) => {
    const asked = [
      ['grain', over ?? ''],
      ['time_zone', filters.time_zone ?? ''],
      ...Object.entries((isPrevious ? previous : days) ?? {}),
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
    status,
    filters,
    days,
    previous,
    grain,
    zone,
    checked,
    async ask(question, { signal, ...asking } = {}) {
      await checked();
      return await getJson<ApiAnswer>(address(question, asking), signal === undefined ? {} : { signal });
    },
    evidence: (question, asking = {}) => getJson<ApiEvidence>(address(`${question}/evidence`, asking)),
    ...actions,
  };
}
