import { useState } from 'preact/hooks';
import type { ApiAnswer } from '../api.ts';
import { OverTime } from './charts/over-time.tsx';
import { byColumn } from './charts/stacks.ts';
import { Segments } from './segments.tsx';
import type { View } from './view.ts';

const bars = {
  listeners: byColumn({ column: 'listeners', colour: 'amount' }),
  sessions: byColumn({ column: 'sessions', colour: 'amount' }),
  hours: byColumn({ column: 'hours', colour: 'amount' }),
};
type Measure = keyof typeof bars;

const measures: readonly { readonly value: Measure; readonly name: string }[] = [
  { value: 'listeners', name: 'Listeners' },
  { value: 'sessions', name: 'Sessions' },
  { value: 'hours', name: 'Hours' },
];

/** One of listeners, sessions and hours over time: they have no common scale. */
export function ListeningOverTime({ answer, view }: { readonly answer: ApiAnswer; readonly view: View }) {
  const [measure, setMeasure] = useState<Measure>('listeners');
  return (
    <>
      <Segments label="Measure" choices={measures} chosen={measure} onChoose={setMeasure} />
      <OverTime answer={answer} view={view} bars={bars[measure]} label="Listening" />
    </>
  );
}
