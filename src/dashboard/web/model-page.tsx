import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { starDiagram } from '../../schema/star-diagram.ts';
import type { ApiColumn, ApiColumnFigures, ApiTable } from '../api.ts';
import { Drawn } from './drawing.tsx';
import { formatCell, formatCount, formatNumber } from './format.ts';
import type { PageProps } from './page-props.ts';
import { Panel } from './panel.tsx';
import { Problem } from './problem.tsx';
import { useJson } from './use-asked.ts';

/** The page for the model: how the tables relate, and what each column means and holds. */
export function ModelPage({ version }: PageProps) {
  const { value: tables, error } = useJson<readonly ApiTable[]>('/api/model', [version]);
  const diagram = useMemo(
    () =>
      tables && starDiagram(tables.map((table) => ({ ...table, caption: formatCount(table.rows, 'row') }))),
    [tables],
  );
  if (error !== undefined) return <Problem error={error} />;
  if (tables === undefined || diagram === undefined) return <p class="muted">…</p>;
  return (
    <div class="grid">
      <h1 class="width-12">Model</h1>
      <Panel
        title="Star schema"
        width={12}
        note="The fact in the middle, its dimensions around it; a line leads from a column to the row that it references."
      >
        <section class="diagram" tabindex={0} aria-label="Diagram of the star schema">
          <Drawn drawing={diagram} />
        </section>
      </Panel>
      {tables.map((table) => (
        <TablePanel table={table} version={version} key={table.name} />
      ))}
    </div>
  );
}

const kinds = {
  fact: 'Fact',
  dimension: 'Dimension',
  staging: 'Staging',
  manifest: 'Load manifest',
  log: 'Run log',
  own: 'Your own',
};
/** Three lines of a column. */
const mostCharacters = 72;
const heads = ['Column', 'Type', 'Meaning', 'Min', 'Max', 'Nulls', 'Distinct'];

function TablePanel({ table, version }: { readonly table: ApiTable; readonly version: number }) {
  const place = useRef<HTMLDivElement>(null);
  const isSeen = useIsSeen(place);
  const address = isSeen ? `/api/model/${table.name}` : undefined;
  const { value: figures, error } = useJson<readonly ApiColumnFigures[]>(address, [version]);
  return (
    <Panel
      id={`table-${table.name}`}
      title={table.name}
      width={12}
      note={`${kinds[table.kind]} · ${formatCount(table.rows, 'row')} · ${table.meaning}`}
    >
      <section class="table-scroll" ref={place} tabindex={0} aria-label={`Columns of ${table.name}`}>
        <table class="columns">
          <caption class="unseen">Columns of {table.name}</caption>
          <thead>
            <tr>
              {heads.map((head, index) => (
                <th scope="col" class={index > 4 ? 'number' : undefined} key={head}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.columns.map((column) => (
              <ColumnRow
                key={column.name}
                column={column}
                figures={figures?.find(({ name }) => name === column.name)}
              />
            ))}
          </tbody>
        </table>
      </section>
      {error !== undefined && <Problem error={error} />}
    </Panel>
  );
}

interface ColumnRowProps {
  readonly column: ApiColumn;
  readonly figures: ApiColumnFigures | undefined;
}

function ColumnRow({ column: { name, type, meaning, references, key: isKey }, figures }: ColumnRowProps) {
  const target = references?.slice(0, references.lastIndexOf('.'));
  return (
    <tr>
      <th scope="row">
        <code>{name}</code>
        {isKey && <span class="tag">key</span>}
      </th>
      <td>
        <code class="muted">{type}</code>
      </td>
      <td class="meaning">
        {meaning}
        {target !== undefined && (
          <a class="reference" href={`#table-${target}`}>
            {' '}
            → {references}
          </a>
        )}
      </td>
      <td class="extreme">{figures === undefined ? '…' : <Value text={formatCell(name, figures.min)} />}</td>
      <td class="extreme">{figures === undefined ? '…' : <Value text={formatCell(name, figures.max)} />}</td>
      <td class="number">{figures === undefined ? '…' : formatNumber(figures.nulls)}</td>
      <td class="number">{figures === undefined ? '…' : formatNumber(figures.distinct)}</td>
    </tr>
  );
}

/** A long text, such as the line of a rejected record, is cut off until it is opened. */
function Value({ text }: { readonly text: string }) {
  if (text.length <= mostCharacters) return <>{text}</>;
  return (
    <details>
      <summary>{text.slice(0, mostCharacters - 1)}…</summary>
      <pre>{text}</pre>
    </details>
  );
}

/** Whether an element was on the screen: counting a large table takes a while, and most visitors look at the first ones. */
function useIsSeen(place: { readonly current: HTMLElement | null }): boolean {
  const [isSeen, setIsSeen] = useState(false);
  useEffect(() => {
    if (isSeen || place.current === null) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setIsSeen(true));
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [isSeen]);
  return isSeen;
}
