import { useState } from 'preact/hooks';
import type { ApiSuggestion } from '../api.ts';
import { dropping, filterSpecs, has, including, type PlainName } from '../url-filters.ts';
import type { FilterBarProps } from './chips.tsx';
import { Menu } from './menu.tsx';
import { useJson } from './use-asked.ts';

interface FilterChoiceProps extends FilterBarProps {
  readonly name: PlainName;
  /** What is offered also where no play has it. */
  readonly usual?: readonly string[];
}

/** A filter of few values, those that plays have: any number of them are ticked. */
export function FilterChoice({ view: { filters, status }, onFilter, name, usual = [] }: FilterChoiceProps) {
  const chosen = filters[name] ?? [];
  const values = new Set([...usual, ...(status.choices[name] ?? []), ...chosen]);
  const label = filterSpecs[name].label;
  const shown = chosen.length === 0 ? 'all' : chosen.join(', ');
  return (
    <div class="choice">
      <span aria-hidden="true">{label}</span>
      <Menu
        class="menu choices"
        summary={
          <summary id={name} title={shown}>
            <span class="unseen">{label}: </span>
            {shown}
          </summary>
        }
      >
        {() => (
          <fieldset>
            <legend class="unseen">{label}</legend>
            {[...values].map((value) => (
              <label key={value}>
                <input
                  type="checkbox"
                  checked={chosen.includes(value)}
                  onChange={({ currentTarget: { checked } }) =>
                    onFilter((checked ? including : dropping)(filters, { name, value }))
                  }
                />
                <bdi>{value}</bdi>
              </label>
            ))}
          </fieldset>
        )}
      </Menu>
    </div>
  );
}

interface ValueFieldProps extends FilterBarProps {
  readonly name: PlainName;
  readonly placeholder: string;
  /** Without suggestions: any text, or any number, may be meant. */
  readonly isFree?: boolean;
}

/** A filter of many values: Enter, or leaving the field, adds what is typed, and the field is free for another one. */
export function ValueField(props: ValueFieldProps) {
  const { view, onFilter, name, placeholder, isFree = false } = props;
  const { filters, status } = view;
  const [isUsed, setIsUsed] = useState(false);
  const address = isUsed && !isFree ? `/api/values/${name}` : undefined;
  const asked = useJson<readonly ApiSuggestion[]>(address, [status.key]);
  const label = filterSpecs[name].label;
  const id = `filter-${name}`; // a card may have the name alone
  const apply = (input: HTMLInputElement) => {
    const typed = input.value.trim();
    const isTyped = ({ name = '' }: ApiSuggestion) => name.toLowerCase() === typed.toLowerCase();
    const value = asked.value?.find(isTyped)?.value ?? typed;
    input.value = '';
    if (value !== '' && !has(filters, { name, value })) onFilter(including(filters, { name, value }));
  };
  return (
    <label class="wide">
      <span>{label}</span>
      <input
        id={id}
        type={name === 'search' ? 'search' : 'text'}
        list={isFree ? undefined : `${id}-values`}
        autocomplete="off"
        placeholder={(filters[name] ?? []).length === 0 ? placeholder : `another ${label.toLowerCase()}`}
        onFocus={() => setIsUsed(true)}
        onInput={(event) => {
          // A suggestion that is picked is no typing, and what is typed is not complete.
          const { inputType = 'insertReplacementText' } = event as Partial<InputEvent>;
          if (inputType === 'insertReplacementText') apply(event.currentTarget);
        }}
        onChange={({ currentTarget }) => apply(currentTarget)}
      />
      <datalist id={`${id}-values`}>
        {asked.value?.map(({ value, name }) => (
          <option value={value} key={value}>
            {name}
          </option>
        ))}
      </datalist>
    </label>
  );
}
