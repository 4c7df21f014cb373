import type { JsonRow } from '../api.ts';
import type { RankingProps } from './ranking.tsx';
import { excluding, exclusionsOf, type PlainName, type UrlFilters } from './url-filters.ts';
import type { View } from './view.ts';

/** How the rows of a ranking filter the page. */
export interface PickSpec {
  /** The filters that leave the plays of a row; undefined where it names none. */
  readonly of: (row: JsonRow) => UrlFilters | undefined;
  /** The filter whose value a row leaves out. */
  readonly name: PlainName;
}

type Picks = Pick<RankingProps, 'onPick' | 'isPicked' | 'onExclude'>;

/** A click on a row filters by it, a second one removes the filter; the sign beside it leaves the row's plays out. */
export function picks({ filters, onFilter }: View, { of, name }: PickSpec): Picks {
  if (onFilter === undefined) return {};
  const isPicked = (row: JsonRow) => {
    const asked = Object.entries(of(row) ?? {});
    return asked.length > 0 && asked.every(([key, value]) => filters[key as PlainName] === value);
  };
  return {
    isPicked,
    onPick: (row) => {
      const asked = of(row) ?? {};
      const none = Object.fromEntries(Object.keys(asked).map((key) => [key, '']));
      onFilter({ ...filters, ...(isPicked(row) ? none : asked) });
    },
    onExclude: (row) => {
      const value = of(row)?.[name];
      const isLeftOut = exclusionsOf(filters).some((each) => each.name === name && each.value === value);
      if (value && !isLeftOut) onFilter(excluding(filters, { name, value }));
    },
  };
}
