import type { JsonResult } from '../api.ts';
import { Panel } from './panel.tsx';
import { RunBars } from './run-bars.tsx';

const steps = ['list', 'stage', 'star', 'check'];

/** How long the newest runs took, by step: bars of one scale. */
export function RunTimes({ times: { rows } }: { readonly times: JsonResult }) {
  return (
    <Panel
      title="Run times"
      width={6}
      note="Seconds of the newest runs by step; staging includes opening the warehouse."
    >
      <RunBars
        caption="Seconds of the newest runs by step"
        runs={rows}
        columns={steps}
        numberIn={(run, step) => {
          const seconds = run[`${step}_seconds`] ?? null;
          return seconds === null ? null : Number(seconds);
        }}
        format={(value) => value.toFixed(value < 10 ? 2 : 1)}
        empty="No run was published yet. Load some files: sparkify etl --data FOLDER"
      />
    </Panel>
  );
}
