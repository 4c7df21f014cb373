import type { ComponentChildren } from 'preact';
import type { ApiAnswer } from '../api.ts';
import { isDay } from '../period.ts';
import { formatLongDay } from './format.ts';
import { getJson } from './get-json.ts';
import {
  exclusionsOf,
  filterLabels,
  including,
  type PlainName,
  plainNames,
  timeFilters,
  type UrlFilters,
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
  const shown = ({ name, value }: { readonly name: PlainName; readonly value: string }) =>
    name === 'listener' ? <ListenerName id={value} publishedKey={view.status.key} /> : value;
  const included = plainNames.flatMap((name) => {
    const value = filters[name];
    return value ? [{ name, value }] : [];
  });
  const excluded = exclusionsOf(filters);
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
      {included.map(({ name, value }) => (
        <Chip
          key={name}
          label={filterLabels[name]}
          value={shown({ name, value })}
          onRemove={() => onFilter({ ...filters, [name]: '' })}
        />
      ))}
      {excluded.map((exclusion) => (
        <Chip
          key={`not ${exclusion.name} ${exclusion.value}`}
          label={`Not ${filterLabels[exclusion.name].toLowerCase()}`}
          value={shown(exclusion)}
          onRemove={() => onFilter(including(filters, exclusion))}
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
