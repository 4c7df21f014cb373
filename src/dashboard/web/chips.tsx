import type { ComponentChildren } from 'preact';
import { isDay } from '../../ask/grain.ts';
import {
  dropping,
  excluding,
  type FilterValue,
  filterSpecs,
  including,
  type PlainName,
  timeFilters,
  type UrlFilters,
  valuesOf,
} from '../url-filters.ts';
import { formatLongDay } from './format.ts';
import { ListenerName } from './listener-name.tsx';
import type { View } from './view.ts';

export interface FilterBarProps {
  readonly view: View;
  readonly onFilter: (filters: UrlFilters) => void;
  /** The filters that say what the page is about: clearing keeps them. */
  readonly kept?: readonly PlainName[] | undefined;
}

/** The filters that are on, and the values that are left out: each is removed, or turned into the opposite, by a click. */
export function Chips({ view, onFilter, kept = [] }: FilterBarProps) {
  const { filters } = view;
  const hasDays = Boolean(filters.from || filters.to);
  const included = valuesOf(filters);
  const excluded = valuesOf(filters.exclude);
  const shown = ({ name, value }: FilterValue) =>
    name === 'listener' ? <ListenerName id={value} publishedKey={view.status.key} /> : value;
  const isKept = ({ name }: FilterValue) => kept.includes(name);
  const isCleared = hasDays || excluded.length > 0 || !included.every(isKept);
  if (!isCleared && included.length === 0) return null;
  return (
    <div class="chips">
      {hasDays && (
        <Chip
          label="Days"
          value={`${dayOr(filters.from, '…')} – ${dayOr(filters.to, '…')}`}
          onRemove={() => onFilter({ ...filters, from: '', to: '' })}
        />
      )}
      {included.map((chosen, index) => (
        <Chip
          key={`${chosen.name} ${chosen.value}`}
          label={included[index - 1]?.name === chosen.name ? 'or' : filterSpecs[chosen.name].label}
          value={shown(chosen)}
          onFlip={isKept(chosen) ? undefined : () => onFilter(excluding(filters, chosen))}
          onRemove={() => onFilter(dropping(filters, chosen))}
        />
      ))}
      {excluded.map((chosen) => (
        <Chip
          key={`not ${chosen.name} ${chosen.value}`}
          label={`Not ${filterSpecs[chosen.name].label.toLowerCase()}`}
          value={shown(chosen)}
          isExcluded
          onFlip={() => onFilter(including(filters, chosen))}
          onRemove={() => onFilter(dropping(filters, chosen))}
        />
      ))}
      {isCleared && (
        <button type="button" class="link-button" id="clear" onClick={() => onFilter(cleared(filters, kept))}>
          Clear
        </button>
      )}
    </div>
  );
}

/** The same periods and clocks, of all days, and of the other filters those that are kept. */
function cleared(filters: UrlFilters, kept: readonly PlainName[]): UrlFilters {
  const values = kept.map((name) => [name, filters[name] ?? []]);
  return { ...timeFilters(filters), from: '', to: '', ...Object.fromEntries(values) };
}

interface ChipProps {
  readonly label: string;
  readonly value: ComponentChildren;
  readonly isExcluded?: boolean;
  /** Leaves the plays of the value out, or takes them alone again. */
  readonly onFlip?: (() => void) | undefined;
  readonly onRemove: () => void;
}

function Chip({ label, value, isExcluded = false, onFlip, onRemove }: ChipProps) {
  const flip = isExcluded ? 'Include only' : 'Exclude';
  return (
    <span class="chip">
      {onFlip !== undefined && (
        <button type="button" title={`${flip} these plays`} onClick={onFlip}>
          <span class="unseen">
            {flip} {value}
          </span>
          <span aria-hidden="true">{isExcluded ? '⊙' : '⊘'}</span>
        </button>
      )}
      <button type="button" title={typeof value === 'string' ? value : undefined} onClick={onRemove}>
        <span class="unseen">Remove </span>
        <span class="chip-label">{label} </span>
        <bdi>{value}</bdi>
        <span aria-hidden="true" class="chip-close">
          ×
        </span>
      </button>
    </span>
  );
}

function dayOr(day: string | undefined, otherwise: string): string {
  return day && isDay(day) ? formatLongDay(day) : otherwise;
}
