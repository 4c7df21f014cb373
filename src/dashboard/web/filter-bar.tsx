import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { defaultPreset, presets } from '../period.ts';
import { Chips, type FilterBarProps } from './chips.tsx';
import { Field } from './field.tsx';
import { FilterChoice, ValueField } from './filter-values.tsx';
import { Segments } from './segments.tsx';
import { GrainChoice, ZoneChoice } from './time-choice.tsx';
import { useMedia } from './use-media.ts';
import { shownDays } from './view.ts';

/** The filters that everything on the page obeys; on a phone all but the presets are folded, so that figures are seen first. */
export function FilterBar(props: FilterBarProps) {
  const isNarrow = useMedia('(max-width: 640px)');
  const usual = (
    <>
      <Day {...props} name="from" label="From" />
      <Day {...props} name="to" label="To" />
      <GrainChoice {...props} />
      <ZoneChoice {...props} />
      <FilterChoice {...props} name="level" usual={['free', 'paid']} />
      <ValueField {...props} name="location" placeholder="part of a name" />
      <ValueField {...props} name="search" placeholder="part of a name" isFree />
    </>
  );
  return (
    <search>
      <form class="filters" aria-label="Filters" onSubmit={(event) => event.preventDefault()}>
        <Periods {...props} />
        {!isNarrow && usual}
        <MoreFilters {...props} label={isNarrow ? `Filters · ${shownDays(props.view)}` : 'More filters'}>
          {isNarrow && usual}
        </MoreFilters>
        <Chips {...props} />
      </form>
    </search>
  );
}

const periods = presets.map(({ name, label, meaning }) => ({
  value: name,
  title: meaning,
  name: (
    <>
      <span aria-hidden="true">{label}</span>
      <span class="unseen">{meaning}</span>
    </>
  ),
}));

function Periods({ view: { filters, bounds }, onFilter }: FilterBarProps) {
  return (
    <Segments
      label="Period"
      choices={periods}
      chosen={filters.from || filters.to ? undefined : (filters.period ?? defaultPreset(bounds))}
      onChoose={(period) => onFilter({ ...filters, from: '', to: '', period })}
    />
  );
}

interface DayProps extends FilterBarProps {
  readonly name: 'from' | 'to';
  readonly label: string;
}

function Day({ view, onFilter, name, label }: DayProps) {
  const { filters, days, bounds } = view;
  const shown = days[name] ?? (name === 'from' ? bounds.first_day : bounds.last_day) ?? '';
  return (
    <Field
      label={label}
      id={name}
      type="date"
      value={shown}
      min={bounds.first_day ?? undefined}
      max={bounds.last_day ?? undefined}
      onApply={(day) => onFilter({ ...filters, ...days, period: '', [name]: day })}
    />
  );
}

const moreChoices = ['gender', 'browser', 'system'] as const;
const moreFields = ['song', 'artist', 'listener', 'session'] as const;

interface MoreFiltersProps extends FilterBarProps {
  readonly label: string;
  /** Filters before these. */
  readonly children: ComponentChildren;
}

/** The filters that are asked for less often: open where the page begins with one of them, and then as the user leaves them. */
function MoreFilters({ label, children, ...props }: MoreFiltersProps) {
  const [isOpen] = useState(() => moreChoices.some((name) => props.view.filters[name]?.length));
  return (
    <details class="more-filters" open={isOpen}>
      <summary>{label}</summary>
      <div>
        {children}
        {moreFields.map((name) => (
          <ValueField
            {...props}
            name={name}
            placeholder={name === 'listener' ? 'name or number' : `any ${name}`}
            isFree={name === 'session'}
            key={name}
          />
        ))}
        {moreChoices.map((name) => (
          <FilterChoice {...props} name={name} key={name} />
        ))}
      </div>
    </details>
  );
}
