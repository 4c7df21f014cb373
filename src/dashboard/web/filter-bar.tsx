import { defaultPreset, presets } from '../period.ts';
import { Chips, type FilterBarProps } from './chips.tsx';
import { Choice } from './choice.tsx';
import { Field } from './field.tsx';
import { GrainChoice, ZoneChoice } from './time-choice.tsx';
import { filterLabels, type PlainName } from './url-filters.ts';

/** The filters that everything on the page obeys. */
export function FilterBar({ view, onFilter }: FilterBarProps) {
  const { filters, status } = view;
  return (
    <search>
      <form class="filters" aria-label="Filters" onSubmit={(event) => event.preventDefault()}>
        <Periods view={view} onFilter={onFilter} />
        <Day view={view} onFilter={onFilter} name="from" label="From" />
        <Day view={view} onFilter={onFilter} name="to" label="To" />
        <GrainChoice view={view} onFilter={onFilter} />
        <ZoneChoice view={view} onFilter={onFilter} />
        <FilterChoice view={view} onFilter={onFilter} name="level" usual={['free', 'paid']} />
        <Field
          label="Location"
          id="location"
          value={filters.location ?? ''}
          list="locations"
          placeholder="any location, or a part of its name"
          onApply={(location) => onFilter({ ...filters, location })}
        />
        <datalist id="locations">
          {status.choices.location?.map((location) => (
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
        <MoreChoices view={view} onFilter={onFilter} />
        <Chips view={view} onFilter={onFilter} />
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

interface FilterChoiceProps extends FilterBarProps {
  readonly name: PlainName;
  /** What is offered also where no play has it. */
  readonly usual?: readonly string[];
}

/** A filter of few values: those that plays have. */
function FilterChoice({ view: { filters, status }, onFilter, name, usual = [] }: FilterChoiceProps) {
  const chosen = filters[name] ?? '';
  const values = new Set([...usual, ...(status.choices[name] ?? []), ...(chosen === '' ? [] : [chosen])]);
  return (
    <Choice
      label={filterLabels[name]}
      id={name}
      value={chosen}
      onChoose={(value) => onFilter({ ...filters, [name]: value })}
    >
      <option value="">all</option>
      {[...values].map((value) => (
        <option value={value} key={value}>
          {value}
        </option>
      ))}
    </Choice>
  );
}

const moreChoices = ['gender', 'browser', 'system'] as const;

/** The filters that are asked for less often; they stay open while one of them is on. */
function MoreChoices(props: FilterBarProps) {
  return (
    <details class="more-filters" open={moreChoices.some((name) => props.view.filters[name])}>
      <summary>More filters</summary>
      <div>
        {moreChoices.map((name) => (
          <FilterChoice {...props} name={name} key={name} />
        ))}
      </div>
    </details>
  );
}
