import { defaultPreset, isDay, presets } from '../period.ts';
import { Field } from './field.tsx';
import { formatLongDay } from './format.ts';
import type { UrlFilters } from './url-filters.ts';
import { useAsked } from './use-asked.ts';
import type { View } from './view.ts';

interface FilterBarProps {
  readonly view: View;
  readonly onFilter: (filters: UrlFilters) => void;
}

/** The filters that everything on the page obeys. */
export function FilterBar({ view, onFilter }: FilterBarProps) {
  const { filters, status } = view;
  return (
    <search>
      <form class="filters" aria-label="Filters" onSubmit={(event) => event.preventDefault()}>
        <Periods view={view} onFilter={onFilter} />
        <Day view={view} onFilter={onFilter} name="from" label="From" />
        <Day view={view} onFilter={onFilter} name="to" label="To" />
        <Level view={view} onFilter={onFilter} />
        <Field
          label="Location"
          id="location"
          value={filters.location ?? ''}
          list="locations"
          placeholder="any location, or a part of its name"
          onApply={(location) => onFilter({ ...filters, location })}
        />
        <datalist id="locations">
          {status.locations.map((location) => (
            <option value={location} key={location} />
          ))}
        </datalist>
        <Field
          label="Song or artist"
          id="search"
          type="search"
          value={filters.search ?? ''}
          placeholder="title or name"
          onApply={(search) => onFilter({ ...filters, search })}
        />
        <Chips view={view} onFilter={onFilter} />
      </form>
    </search>
  );
}

function Periods({ view: { filters }, onFilter }: FilterBarProps) {
  const chosen = filters.from || filters.to ? undefined : (filters.period ?? defaultPreset);
  return (
    <fieldset class="segments" aria-label="Period">
      {presets.map(({ name, label }) => (
        <button
          key={name}
          type="button"
          id={`period-${name}`}
          aria-pressed={name === chosen}
          onClick={() => onFilter({ ...filters, from: '', to: '', period: name })}
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
}

interface DayProps extends FilterBarProps {
  readonly name: 'from' | 'to';
  readonly label: string;
}

function Day({ view, onFilter, name, label }: DayProps) {
  const { filters, days, status } = view;
  const shown = days[name] ?? (name === 'from' ? status.first_day : status.last_day) ?? '';
  return (
    <Field
      label={label}
      id={name}
      type="date"
      value={shown}
      min={status.first_day ?? undefined}
      max={status.last_day ?? undefined}
      onApply={(day) => onFilter({ ...filters, ...days, period: '', [name]: day })}
    />
  );
}

function Level({ view: { filters, status }, onFilter }: FilterBarProps) {
  const levels = [...new Set(['free', 'paid', ...status.levels])];
  return (
    <label>
      <span>Level</span>
      <select
        id="level"
        value={filters.level ?? ''}
        onChange={(event) => onFilter({ ...filters, level: event.currentTarget.value })}
      >
        <option value="">all levels</option>
        {levels.map((level) => (
          <option value={level} key={level}>
            {level}
          </option>
        ))}
      </select>
    </label>
  );
}

const chipNames = {
  level: 'Level',
  location: 'Location',
  search: 'Search',
  listener: 'Listener',
  session: 'Session',
  song: 'Song',
  artist: 'Artist',
  gender: 'Gender',
} as const;

/** A button for each filter that is on, which removes it. */
function Chips({ view, onFilter }: FilterBarProps) {
  const { filters } = view;
  const hasDays = Boolean(filters.from || filters.to);
  const name = useNameOf(view);
  const others = Object.entries(chipNames).flatMap(([filter, label]) => {
    const value = filters[filter as keyof typeof chipNames];
    return value ? [{ filter, label, value: filter === 'listener' ? (name ?? value) : value }] : [];
  });
  if (!hasDays && others.length === 0) return null;
  const { period } = filters;
  return (
    <div class="chips">
      {hasDays && (
        <Chip
          label="Days"
          value={`${dayOr(filters.from, '…')} – ${dayOr(filters.to, '…')}`}
          onRemove={() => onFilter({ ...filters, from: '', to: '' })}
        />
      )}
      {others.map(({ filter, label, value }) => (
        <Chip
          key={filter}
          label={label}
          value={value}
          onRemove={() => onFilter({ ...filters, [filter]: '' })}
        />
      ))}
      <button
        type="button"
        class="link-button"
        id="clear"
        onClick={() => onFilter(period === undefined ? {} : { period })}
      >
        Clear
      </button>
    </div>
  );
}

/** The name of the listener that is filtered by: a number says nothing to most readers. */
function useNameOf(view: View): string | undefined {
  const { listener } = view.filters;
  const { value } = useAsked(
    async (signal) =>
      listener === undefined ? undefined : await view.ask('listener', { signal, isOfAllDays: true }),
    [listener, view.status.key],
  );
  const name = value?.rows[0]?.user_name;
  return name === undefined || String(value?.rows[0]?.user_id) !== listener ? undefined : String(name);
}

interface ChipProps {
  readonly label: string;
  readonly value: string;
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
