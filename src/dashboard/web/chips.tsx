import type { ComponentChildren } from 'preact';
import { isDay } from '../../ask/grain.ts';
import type { ApiAnswer } from '../api.ts';
import { formatLongDay } from './format.ts';
import { getJson } from './get-json.ts';
import {
  dropping,
  type FilterValue,
  filterLabels,
  timeFilters,
  type UrlFilters,
  valuesOf,
} from './url-filters.ts';
import { useAsked } from './use-asked.ts';
import type { View } from './view.ts';

export interface FilterBarProps {
  readonly view: View;
  readonly onFilter: (filters: UrlFilters) => void;
}

/** A button for each filter that is on, and for each value that is left out, which removes it. */
export function Chips({ view, onFilter }: FilterBarProps) {
  const { filters } = view;
  const hasDays = Boolean(filters.from || filters.to);
  const shown = ({ name, value }: FilterValue) =>
    name === 'listener' ? <ListenerName id={value} publishedKey={view.status.key} /> : value;
  const included = valuesOf(filters);
  const excluded = valuesOf(filters.exclude);
  if (!hasDays && included.length + excluded.length === 0) return null;
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
          label={included[index - 1]?.name === chosen.name ? 'or' : filterLabels[chosen.name]}
          value={shown(chosen)}
          onRemove={() => onFilter(dropping(filters, chosen))}
        />
      ))}
      {excluded.map((chosen) => (
        <Chip
          key={`not ${chosen.name} ${chosen.value}`}
          label={`Not ${filterLabels[chosen.name].toLowerCase()}`}
          value={shown(chosen)}
          onRemove={() => onFilter(dropping(filters, chosen))}
        />
      ))}
      <button
        type="button"
        class="link-button"
        id="clear"
        onClick={() => onFilter({ ...timeFilters(filters), from: '', to: '' })}
      >
        Clear
      </button>
    </div>
  );
}

/** The name of a listener: a number says nothing to most readers. */
function ListenerName({ id, publishedKey }: { readonly id: string; readonly publishedKey: string }) {
  const { value } = useAsked(
    (signal) =>
      getJson<ApiAnswer>(`/api/questions/listener?${new URLSearchParams({ listener: id })}`, { signal }),
    [id, publishedKey],
  );
  const [row] = value?.rows ?? [];
  return <>{row && String(row.user_id) === id ? String(row.user_name) : id}</>;
}

interface ChipProps {
  readonly label: string;
  readonly value: ComponentChildren;
  readonly onRemove: () => void;
}

function Chip({ label, value, onRemove }: ChipProps) {
  return (
    <button type="button" class="chip" onClick={onRemove}>
      <span class="unseen">Remove </span>
      <span class="chip-label">{label} </span>
      <bdi>{value}</bdi>
      <span aria-hidden="true" class="chip-close">
        ×
      </span>
    </button>
  );
}

function dayOr(day: string | undefined, otherwise: string): string {
  return day && isDay(day) ? formatLongDay(day) : otherwise;
}
