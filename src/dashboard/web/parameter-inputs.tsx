import type { ApiQuestion } from '../api.ts';
import { Field } from './field.tsx';

interface ParameterInputsProps {
  readonly question: string;
  readonly parameters: ApiQuestion['parameters'];
  readonly set: Readonly<Record<string, string>>;
  readonly onSet: (set: Readonly<Record<string, string>>) => void;
}

/** The parameters that a question declares, each as an input; an empty one is its default. */
export function ParameterInputs({ question, parameters, set, onSet }: ParameterInputsProps) {
  return (
    <div class="parameters">
      {parameters.map(({ name, type, default: usual }) => (
        <Field
          key={name}
          id={`${question}-${name}`}
          label={name.replaceAll('_', ' ')}
          type={type === 'date' ? 'date' : type === 'text' ? 'text' : 'number'}
          value={set[name] ?? usual}
          onApply={(value) => onSet({ ...set, [name]: value === '' ? usual : value })}
        />
      ))}
    </div>
  );
}
