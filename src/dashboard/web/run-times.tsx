import type { Cell, JsonResult } from '../api.ts';
import { BarTable } from './bar-table.tsx';
import { Panel } from './panel.tsx';

const steps = ['list', 'stage', 'star', 'check'] as const;

/** How long the newest runs took, by step: bars of one scale. */
export function RunTimes({ times: { rows } }: { readonly times: JsonResult }) {
  return (
    <Panel
      title="Run times"
      width={6}
      note="Seconds of the newest runs by step; staging includes opening the warehouse."
    >
      <BarTable
        caption="Seconds of the newest runs by step"
        corner="Run"
        columns={steps}
        rows={rows.map((row) => ({
          name: String(row.run_id),
          title: `started ${row.started_at} UTC`,
          values: steps.map((step) => seconds(row[`${step}_seconds`])),
        }))}
        format={(value) => value.toFixed(value < 10 ? 2 : 1)}
        empty="No run was published yet. Load some files: sparkify etl --data FOLDER"
      />
    </Panel>
  );
}

function seconds(value: Cell | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}
