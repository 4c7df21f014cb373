export interface BarRow {
  readonly name: string;
  readonly title?: string;
  /** One for each column; null where nothing is known. */
  readonly values: readonly (number | null)[];
}

interface BarTableProps {
  readonly caption: string;
  /** The head of the first column. */
  readonly corner: string;
  readonly columns: readonly string[];
  readonly rows: readonly BarRow[];
  readonly format: (value: number) => string;
  /** What to say and do where there is no row. */
  readonly empty: string;
}

/** A table of numbers, each with a bar below it; all bars have one scale. */
export function BarTable({ caption, corner, columns, rows, format, empty }: BarTableProps) {
  if (rows.length === 0) return <p class="nothing">{empty}</p>;
  const most = Math.max(...rows.flatMap(({ values }) => values.map((value) => value ?? 0)), Number.MIN_VALUE);
  return (
    <section class="table-scroll" tabindex={0} aria-label={caption}>
      <table class="bar-table" style={{ minWidth: `${3.5 + 4.5 * columns.length}em` }}>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" class="bar-row">
              {corner}
            </th>
            {columns.map((column) => (
              <th scope="col" class="number" key={column}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, title, values }) => (
            <tr key={name}>
              <th scope="row" title={title}>
                {name}
              </th>
              {values.map((value, index) => (
                <td class="number" key={columns[index]}>
                  {value === null ? '–' : format(value)}
                  <span class="cell-bar" style={{ width: `${((value ?? 0) / most) * 100}%` }} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
