import { useState } from 'preact/hooks';
import type { ApiAnswer } from '../api.ts';
import { OverTime } from './charts/over-time.tsx';
import { byColumn } from './charts/stacks.ts';
import type { View } from './view.ts';

const measures = ['listeners', 'sessions', 'hours'].map((column) => ({
  column,
  bars: byColumn({ column, colour: 'amount' }),
}));

/** One of listeners, sessions and hours over time: they have no common scale. */
export function ListeningOverTime({ answer, view }: { readonly answer: ApiAnswer; readonly view: View }) {
  const [chosen, setChosen] = useState(measures[0]);
  if (chosen === undefined) return null;
  return (
    <>
      <fieldset class="segments measures" aria-label="Measure">
        {measures.map((measure) => (
          <button
            key={measure.column}
            type="button"
            aria-pressed={measure === chosen}
            onClick={() => setChosen(measure)}
          >
            {measure.column}
          </button>
        ))}
      </fieldset>
      <OverTime answer={answer} view={view} bars={chosen.bars} label="Listening" />
    </>
  );
}
