import type { JsonRow } from '../api.ts';

interface RunBarsProps {
  readonly caption: string;
  readonly runs: readonly JsonRow[];
  readonly columns: readonly string[];
  /** What is in a column of a run; null where nothing is known. */
  readonly numberIn: (run: JsonRow, column: string) => number | null;
  readonly format: (value: number) => string;
  /** What to say and do where there is no run. */
  readonly empty: string;
}

/** Where a long name may break: `missing:itemInSession`. */
const partsOf = (column: string) => column.split(/(?<=[:_])/);

/** Numbers of runs as a table, each with a bar below it; all bars have one scale. */
export function RunBars({ caption, runs, columns, numberIn, format, empty }: RunBarsProps) {
  if (runs.length === 0) return <p class="nothing">{empty}</p>;
  const most = Math.max(
    ...runs.flatMap((run) => columns.map((column) => numberIn(run, column) ?? 0)),
    Number.MIN_VALUE,
  );
  const longest = Math.max(5, ...columns.flatMap(partsOf).map(({ length }) => length));
  return (
    <section class="table-scroll" tabindex={0} aria-label={caption}>
      <table class="bar-table" style={{ minWidth: `${3.5 + (1.6 + 0.6 * longest) * columns.length}em` }}>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" class="bar-row">
              Run
            </th>
            {columns.map((column) => (
              <th scope="col" class="number" key={column}>
                {partsOf(column).map((part) => (
                  <>
                    {part}
                    <wbr />
                  </>
                ))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={String(run.run_id)}>
              <th scope="row" title={`started ${run.started_at} UTC`}>
                {run.run_id}
              </th>
              {columns.map((column) => {
                const value = numberIn(run, column);
                return (
                  <td class="number" key={column}>
                    {value === null ? '–' : format(value)}
                    <span class="cell-bar" style={{ width: `${((value ?? 0) / most) * 100}%` }} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
