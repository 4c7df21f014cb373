import type { ApiQuestion } from '../api.ts';
import { openDialog } from './dialog.tsx';
import { Problem } from './problem.tsx';
import { examples } from './sql-examples.ts';
import { useJson } from './use-asked.ts';
import type { View } from './view.ts';

interface SqlStartsProps {
  readonly view: View;
  readonly onPick: (sql: string) => void;
}

/** Statements to begin with: examples, and the ready questions as they run with the filters of the address. */
export function SqlStarts({ view, onPick }: SqlStartsProps) {
  const questions = useJson<readonly ApiQuestion[]>('/api/questions');
  const pick = (name: string) => {
    const example = examples.find((each) => each.name === name);
    if (example !== undefined) onPick(example.sql);
    else
      view.evidence(name).then(
        ({ sql }) => onPick(sql),
        (error) => openDialog(name, <Problem error={error} />),
      );
  };
  return (
    <select
      aria-label="Start from"
      value=""
      onChange={(event) => {
        pick(event.currentTarget.value);
        event.currentTarget.value = ''; // the same one can be picked again
      }}
    >
      <option value="">Start from …</option>
      <optgroup label="Examples">
        {examples.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </optgroup>
      <optgroup label="Ready questions">
        {questions.value?.map(({ name, title }) => (
          <option value={name} key={name}>
            {title}
          </option>
        ))}
      </optgroup>
    </select>
  );
}
