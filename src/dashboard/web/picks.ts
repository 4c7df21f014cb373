import type { JsonRow } from '../api.ts';
import { dropping, excluding, type FilterValues, has, type PlainName, valuesOf } from '../url-filters.ts';
import type { RankingProps } from './ranking.tsx';
import type { View } from './view.ts';

/** How the rows of a ranking filter the page. */
export interface PickSpec {
  /** The filters that leave the plays of a row; undefined where it names none. */
  readonly of: (row: JsonRow) => FilterValues | undefined;
  /** The filter whose value a row leaves out. */
  readonly name: PlainName;
}

type Picks = Pick<RankingProps, 'onPick' | 'isPicked' | 'onExclude'>;

/** A click on a row filters by it, a second one removes its values; the sign beside it leaves the row's plays out. */
export function picks({ filters, onFilter }: View, { of, name }: PickSpec): Picks {
  if (onFilter === undefined) return {};
  const isPicked = (row: JsonRow) => {
    const asked = valuesOf(of(row));
    return asked.length > 0 && asked.every((value) => has(filters, value));
  };
  return {
    isPicked,
    onPick: (row) =>
      onFilter(isPicked(row) ? valuesOf(of(row)).reduce(dropping, filters) : { ...filters, ...of(row) }),
    onExclude: (row) => {
      const value = of(row)?.[name]?.[0];
      if (value && !has(filters.exclude, { name, value })) onFilter(excluding(filters, { name, value }));
    },
  };
}
