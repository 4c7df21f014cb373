import type { ComponentChildren } from 'preact';

interface SegmentsProps<T extends string> {
  readonly label: string;
  readonly choices: readonly {
    readonly value: T;
    readonly name: ComponentChildren;
    readonly title?: string;
  }[];
  readonly chosen: T | undefined;
  readonly onChoose: (value: T) => void;
}

/** One of a few values, as buttons beside each other. */
export function Segments<T extends string>({ label, choices, chosen, onChoose }: SegmentsProps<T>) {
  return (
    <fieldset class="segments" aria-label={label}>
      {choices.map(({ value, name, title }) => (
        <button
          type="button"
          key={value}
          title={title}
          aria-pressed={value === chosen}
          onClick={() => onChoose(value)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}
