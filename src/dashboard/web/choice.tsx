import type { ComponentChildren } from 'preact';

interface ChoiceProps {
  readonly label: string;
  readonly id: string;
  readonly value: string;
  readonly onChoose: (value: string) => void;
  /** Called before the list opens, so that long ones need not be drawn before. */
  readonly onUse?: () => void;
  /** The options. */
  readonly children: ComponentChildren;
}

/** One of several values, with its label above it. */
export function Choice({ label, id, value, onChoose, onUse, children }: ChoiceProps) {
  return (
    <label>
      <span>{label}</span>
      <select
        id={id}
        value={value}
        onPointerDown={onUse}
        onFocus={onUse}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        {children}
      </select>
    </label>
  );
}
