import { useState } from 'preact/hooks';
import type { FilterBarProps } from './chips.tsx';
import { getJson } from './get-json.ts';
import { Menu } from './menu.tsx';
import { dropping, filterLabels, has, including, type PlainName } from './url-filters.ts';
import { useAsked } from './use-asked.ts';

interface FilterChoiceProps extends FilterBarProps {
  readonly name: PlainName;
  /** What is offered also where no play has it. */
  readonly usual?: readonly string[];
}

/** A filter of few values, those that plays have: any number of them are ticked. */
export function FilterChoice({ view: { filters, status }, onFilter, name, usual = [] }: FilterChoiceProps) {
  const chosen = filters[name] ?? [];
  const values = new Set([...usual, ...(status.choices[name] ?? []), ...chosen]);
  const label = filterLabels[name];
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
  readonly name: 'location' | 'song' | 'artist';
  readonly placeholder: string;
}

/** A filter of many values: Enter, or leaving the field, adds what is typed, and the field is free for another one. */
export function ValueField({ view: { filters, status }, onFilter, name, placeholder }: ValueFieldProps) {
  const [isUsed, setIsUsed] = useState(false);
  const asked = useAsked(
    async (signal) =>
      isUsed
        ? (status.choices[name] ?? (await getJson<readonly string[]>(`/api/values/${name}`, { signal })))
        : [],
    [isUsed, status.key, name],
  );
  const label = filterLabels[name];
  const apply = (input: HTMLInputElement) => {
    const value = input.value.trim();
    input.value = '';
    if (value !== '' && !has(filters, { name, value })) onFilter(including(filters, { name, value }));
  };
  return (
    <label class="wide">
      <span>{label}</span>
      <input
        id={name}
        list={`${name}s`}
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
      <datalist id={`${name}s`}>
        {asked.value?.map((value) => (
          <option value={value} key={value} />
        ))}
      </datalist>
    </label>
  );
}
