import { useMemo, useState } from 'preact/hooks';
import type { ApiAnswer } from '../api.ts';
import { type Bars, ColumnsOverTime } from './charts/time-series.tsx';
import type { View } from './view.ts';

const measures: readonly Bars[] = [
  { column: 'listeners', name: 'listeners', colour: ({ amount }) => amount },
  { column: 'sessions', name: 'sessions', colour: ({ amount }) => amount },
  { column: 'hours', name: 'hours', colour: ({ amount }) => amount },
];

/** One of listeners, sessions and hours over time: they have no common scale. */
export function ListeningOverTime({ answer, view }: { readonly answer: ApiAnswer; readonly view: View }) {
  const [chosen, setChosen] = useState(0);
  const columns = useMemo(() => measures.slice(chosen, chosen + 1), [chosen]);
  return (
    <>
      <fieldset class="segments measures" aria-label="Measure">
        {measures.map(({ name }, index) => (
          <button key={name} type="button" aria-pressed={index === chosen} onClick={() => setChosen(index)}>
            {name}
          </button>
        ))}
      </fieldset>
      <ColumnsOverTime answer={answer} view={view} columns={columns} label="Listening" />
    </>
  );
}
