import { useState } from 'preact/hooks';
import type { ApiTable } from '../api.ts';
import { formatAge, formatCount } from './format.ts';
import { Segments } from './segments.tsx';
import type { SqlHistory } from './sql-history.ts';

interface SqlSideProps {
  readonly tables: readonly ApiTable[];
  readonly history: SqlHistory;
  readonly now: Date;
  /** Writes a name at the cursor. */
  readonly onInsert: (text: string) => void;
  /** Puts a whole statement into the editor. */
  readonly onPick: (sql: string) => void;
}

const sides = [
  { value: 'tables', name: 'Tables' },
  { value: 'history', name: 'History' },
] as const;

/** What is beside the editor: the tables with their columns, and the statements that were run before. */
export function SqlSide({ tables, history, now, onInsert, onPick }: SqlSideProps) {
  const [side, setSide] = useState<(typeof sides)[number]['value']>('tables');
  return (
    <section class="card width-4 sql-side" aria-label="Tables and history">
      <header>
        <Segments label="Show beside the editor" choices={sides} chosen={side} onChoose={setSide} />
        {side === 'history' && history.statements.length > 0 && (
          <button type="button" class="icon-button" onClick={() => history.clear()}>
            Clear history
          </button>
        )}
      </header>
      <div class="card-body">
        {side === 'history' ? (
          <History history={history} now={now} onPick={onPick} />
        ) : (
          <Tables tables={tables} onInsert={onInsert} />
        )}
      </div>
    </section>
  );
}

function Tables({ tables, onInsert }: Pick<SqlSideProps, 'tables' | 'onInsert'>) {
  const [opened, setOpened] = useState<readonly string[]>(['songplays']);
  const toggle = (name: string) =>
    setOpened(opened.includes(name) ? opened.filter((each) => each !== name) : [...opened, name]);
  return (
    <ul class="schema">
      {tables.map(({ name, meaning, rows, columns }) => (
        <li key={name}>
          <div class="schema-table">
            <button
              type="button"
              class="icon-button disclosure"
              aria-expanded={opened.includes(name)}
              aria-label={`Columns of ${name}`}
              onClick={() => toggle(name)}
            >
              {opened.includes(name) ? '▾' : '▸'}
            </button>
            <button type="button" class="schema-name" title={meaning} onClick={() => onInsert(quoted(name))}>
              <strong>{name}</strong>
              <small>{formatCount(rows, 'row')}</small>
            </button>
          </div>
          {opened.includes(name) && (
            <ul>
              {columns.map((column) => (
                <li key={column.name}>
                  <button
                    type="button"
                    class="schema-name"
                    title={column.meaning}
                    onClick={() => onInsert(quoted(column.name))}
                  >
                    {column.name}
                    <small>{column.type.toLowerCase()}</small>
                  </button>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

function History({ history, now, onPick }: Pick<SqlSideProps, 'history' | 'now' | 'onPick'>) {
  if (history.statements.length === 0) {
    return <p class="nothing">Statements that you run are kept here, in this browser.</p>;
  }
  return (
    <ol class="history">
      {history.statements.map(({ sql, at }) => (
        <li key={sql}>
          <button type="button" title={sql} onClick={() => onPick(sql)}>
            <code>{sql}</code>
            <small>{formatAge(at, now)}</small>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** A name as SQL writes it: with its schema, and quoted where it is no plain word. */
function quoted(name: string): string {
  return name
    .split('.')
    .map((part) => (/^[a-z_][a-z0-9_]*$/.test(part) ? part : `"${part.replaceAll('"', '""')}"`))
    .join('.');
}
