import { useEffect, useRef } from 'preact/hooks';

interface FieldProps {
  readonly label: string;
  readonly id: string;
  readonly value: string;
  readonly type?: 'date' | 'search' | 'text' | 'number';
  readonly list?: string;
  readonly placeholder?: string;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly onApply: (value: string) => void;
}

/** A text that is applied by Enter or by leaving the field. What is typed stays while the page is drawn again; an emptied field shows its default. */
export function Field({ label, value, onApply, type = 'text', ...attributes }: FieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current !== null) input.current.value = value;
  }, [value]);
  return (
    <label class={type === 'date' ? undefined : 'wide'}>
      <span>{label}</span>
      <input
        {...attributes}
        ref={input}
        type={type}
        autocomplete="off"
        onChange={({ currentTarget }) => {
          const typed = currentTarget.value.trim();
          if (typed === '') currentTarget.value = value; // what holds, unless emptying changes it
          onApply(typed);
        }}
      />
    </label>
  );
}
