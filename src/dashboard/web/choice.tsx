import type { ComponentChildren } from 'preact';

interface ChoiceProps {
  readonly label: string;
  readonly id: string;
  readonly value: string;
  readonly onChoose: (value: string) => void;
  /** The options. */
  readonly children: ComponentChildren;
}

/** One of several values, with its label above it. */
export function Choice({ label, id, value, onChoose, children }: ChoiceProps) {
  return (
    <label>
      <span>{label}</span>
      <select id={id} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {children}
      </select>
    </label>
  );
}
