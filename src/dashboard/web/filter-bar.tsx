import { defaultPreset, presets } from '../period.ts';
import { Chips, type FilterBarProps } from './chips.tsx';
import { Field } from './field.tsx';
import { FilterChoice, ValueField } from './filter-values.tsx';
import { GrainChoice, ZoneChoice } from './time-choice.tsx';

/** The filters that everything on the page obeys. */
export function FilterBar({ view, onFilter, kept = [] }: FilterBarProps) {
  return (
    <search>
      <form class="filters" aria-label="Filters" onSubmit={(event) => event.preventDefault()}>
        <Periods view={view} onFilter={onFilter} />
        <Day view={view} onFilter={onFilter} name="from" label="From" />
        <Day view={view} onFilter={onFilter} name="to" label="To" />
        <GrainChoice view={view} onFilter={onFilter} />
        <ZoneChoice view={view} onFilter={onFilter} />
        <FilterChoice view={view} onFilter={onFilter} name="level" usual={['free', 'paid']} />
        <ValueField
          view={view}
          onFilter={onFilter}
          name="location"
          placeholder="any, or a part of its name"
        />
        <ValueField
          view={view}
          onFilter={onFilter}
          name="search"
          placeholder="a part of a title or name"
          isFree
        />
        <MoreChoices view={view} onFilter={onFilter} />
        <Chips view={view} onFilter={onFilter} kept={kept} />
      </form>
    </search>
  );
}

function Periods({ view: { filters, status }, onFilter }: FilterBarProps) {
  const chosen = filters.from || filters.to ? undefined : (filters.period ?? defaultPreset(status));
  return (
    <fieldset class="segments" aria-label="Period">
      {presets.map(({ name, label, meaning }) => (
        <button
          key={name}
          type="button"
          id={`period-${name}`}
          title={meaning}
          aria-pressed={name === chosen}
          onClick={() => onFilter({ ...filters, from: '', to: '', period: name })}
        >
          <span aria-hidden="true">{label}</span>
          <span class="unseen">{meaning}</span>
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

const moreChoices = ['gender', 'browser', 'system'] as const;
const moreFields = ['song', 'artist', 'listener', 'session'] as const;

/** The filters that are asked for less often; they stay open while one of them is on. */
function MoreChoices(props: FilterBarProps) {
  return (
    <details class="more-filters" open={moreChoices.some((name) => props.view.filters[name]?.length)}>
      <summary>More filters</summary>
      <div>
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
