import { isDay } from '../../ask/grain.ts';
import { filterSpecs, type UrlFilters, valuesOf } from '../url-filters.ts';
import { formatLongDay } from './format.ts';

/** What is wrong with the filters of an address, in a sentence; what no play has is what the server finds. */
export function filterProblem(filters: UrlFilters): string | undefined {
  const { from, to } = filters;
  for (const [name, day] of [
    ['From', from],
    ['To', to],
  ] as const)
    if (day && !isDay(day)) return `${name} should be a day such as 2018-11-30, but is “${day}”.`;
  if (from && to && from > to)
    return `From (${formatLongDay(from)}) is after To (${formatLongDay(to)}): no day is between them.`;
  for (const { name, value } of [...valuesOf(filters), ...valuesOf(filters.exclude)])
    if (filterSpecs[name].isNumber && !/^-?\d{1,18}$/.test(value))
      return name === 'listener'
        ? `Listener should be a suggested name or a number, but is “${value}”.`
        : `${filterSpecs[name].label} should be a number, but is “${value}”.`;
  return undefined;
}
