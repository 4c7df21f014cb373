import { defaultPreset, presets } from '../period.ts';
import { h } from './dom.ts';
import { formatLongDay } from './format.ts';
import type { UrlFilters } from './url-filters.ts';
import type { View } from './view.ts';

type OnFilter = (filters: UrlFilters) => void;

/** The filters that everything on the page obeys. */
export function filterBar(view: View, onFilter: OnFilter): HTMLElement {
  const { filters, status } = view;
  const chips = activeFilters(filters, onFilter);
  return h(
    'form',
    {
      class: 'filters',
      role: 'search',
      'aria-label': 'Filters',
      on: { submit: (event) => event.preventDefault() },
    },
    periods(filters, onFilter),
    ...days(view, onFilter),
    choice(filters, onFilter),
    field('Location', 'location', filters, onFilter, { list: 'locations', placeholder: 'any location' }),
    h(
      'datalist',
      { id: 'locations' },
      ...status.locations.map((location) => h('option', { value: location })),
    ),
    field('Song or artist', 'search', filters, onFilter, { type: 'search', placeholder: 'title or name' }),
    chips.length > 0 &&
      h(
        'div',
        { class: 'chips' },
        ...chips,
        h(
          'button',
          {
            type: 'button',
            class: 'link-button',
            id: 'clear',
            on: { click: () => onFilter(keepDays(filters)) },
          },
          'Clear',
        ),
      ),
  );
}

function periods(filters: UrlFilters, onFilter: OnFilter): HTMLElement {
  const chosen = filters.from || filters.to ? undefined : (filters.period ?? defaultPreset);
  return h(
    'div',
    { class: 'segments', role: 'group', 'aria-label': 'Period' },
    ...presets.map(({ name, label }) =>
      h(
        'button',
        {
          type: 'button',
          id: `period-${name}`,
          'aria-pressed': String(name === chosen),
          on: { click: () => onFilter({ ...filters, from: '', to: '', period: name }) },
        },
        label,
      ),
    ),
  );
}

function days({ filters, days: chosen, status }: View, onFilter: OnFilter): readonly HTMLElement[] {
  return (['from', 'to'] as const).map((name) => {
    const shown = chosen[name] ?? (name === 'from' ? status.first_day : status.last_day) ?? '';
    return h(
      'label',
      {},
      h('span', {}, name === 'from' ? 'From' : 'To'),
      h('input', {
        type: 'date',
        id: name,
        value: shown,
        min: status.first_day ?? undefined,
        max: status.last_day ?? undefined,
        on: {
          change: (event) => {
            const day = (event.target as HTMLInputElement).value;
            onFilter({ ...filters, ...chosen, period: '', [name]: day });
          },
        },
      }),
    );
  });
}

function choice(filters: UrlFilters, onFilter: OnFilter): HTMLElement {
  const options = [
    ['', 'free and paid'],
    ['free', 'free'],
    ['paid', 'paid'],
  ] as const;
  return h(
    'label',
    {},
    h('span', {}, 'Level'),
    h(
      'select',
      {
        id: 'level',
        on: {
          change: (event) => onFilter({ ...filters, level: (event.target as HTMLSelectElement).value }),
        },
      },
      ...options.map(([value, label]) =>
        h('option', { value, selected: (filters.level ?? '') === value }, label),
      ),
    ),
  );
}

function field(
  label: string,
  name: 'location' | 'search',
  filters: UrlFilters,
  onFilter: OnFilter,
  attributes: Readonly<Record<string, string>>,
): HTMLElement {
  return h(
    'label',
    { class: 'wide' },
    h('span', {}, label),
    h('input', {
      ...attributes,
      id: name,
      value: filters[name] ?? '',
      autocomplete: 'off',
      on: {
        change: (event) => onFilter({ ...filters, [name]: (event.target as HTMLInputElement).value.trim() }),
      },
    }),
  );
}

/** A button for each filter that is on, which lets it go. */
function activeFilters(filters: UrlFilters, onFilter: OnFilter): readonly HTMLElement[] {
  const names = { level: 'Level', location: 'Location', search: 'Search', listener: 'Listener' } as const;
  const days = [filters.from, filters.to].some(Boolean)
    ? [
        chip('Days', `${dayOr(filters.from, '…')} – ${dayOr(filters.to, '…')}`, () =>
          onFilter({ ...filters, from: '', to: '' }),
        ),
      ]
    : [];
  const others = Object.entries(names).flatMap(([name, label]) => {
    const value = filters[name as keyof typeof names];
    return value ? [chip(label, value, () => onFilter({ ...filters, [name]: '' }))] : [];
  });
  return [...days, ...others];
}

function chip(label: string, value: string, onClick: () => void): HTMLElement {
  return h(
    'button',
    { type: 'button', class: 'chip', 'aria-label': `Remove ${label} ${value}`, on: { click: onClick } },
    h('span', { class: 'chip-label' }, label),
    value,
    h('span', { 'aria-hidden': 'true', class: 'chip-close' }, '×'),
  );
}

function dayOr(day: string | undefined, otherwise: string): string {
  return day ? formatLongDay(day) : otherwise;
}

function keepDays({ period }: UrlFilters): UrlFilters {
  return period === undefined ? {} : { period };
}
