import { useRef, useState } from 'preact/hooks';
import type { ApiSqlAnswer, ApiTable } from '../api.ts';
import { formatNumber } from './format.ts';
import { getJson, ServerError } from './get-json.ts';
import { Problem } from './problem.tsx';
import { type Editor, SqlEditor } from './sql-editor.tsx';
import { examples, firstStatement } from './sql-examples.ts';
import { SqlResult } from './sql-result.tsx';
import { useAsked } from './use-asked.ts';

type Outcome = 'none' | 'running' | { readonly answer: ApiSqlAnswer } | { readonly error: unknown };

/** The page for SQL: an editor, and the result as a table, a chart and a file. A run that is published changes no result that is shown. */
export function SqlPage() {
  const tables = useAsked((signal) => getJson<readonly ApiTable[]>('/api/model', { signal }), []);
  const editor = useRef<Editor>(undefined);
  const [outcome, setOutcome] = useState<Outcome>('none');
  const [text] = useState(linkedStatement);

  async function run(sql: string): Promise<void> {
    history.replaceState(null, '', `/sql#sql=${encodeURIComponent(sql)}`);
    setOutcome('running');
    try {
      const answer = await getJson<ApiSqlAnswer>('/api/sql', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ sql }),
      });
      setOutcome({ answer });
    } catch (error) {
      setOutcome({ error });
    }
  }

  const error = typeof outcome === 'object' && 'error' in outcome ? outcome.error : undefined;
  const details = error instanceof ServerError ? error.details : undefined;
  if (tables.error !== undefined) return <Problem error={tables.error} />;
  return (
    <div class="grid">
      <h1 class="width-12">SQL</h1>
      <section class="card width-12">
        <header>
          <h2>Statement</h2>
          <div class="card-tools">
            <Examples onPick={(sql) => editor.current?.setText(sql)} />
          </div>
          <p class="card-note">
            Reads what is published and nothing else. Ctrl+Enter runs it; Escape, then Tab leaves the editor.
          </p>
        </header>
        <div class="card-body">
          {tables.value !== undefined && (
            <SqlEditor
              text={text}
              tables={tables.value}
              error={details}
              onRun={(sql) => void run(sql)}
              onOpen={(opened) => {
                editor.current = opened;
              }}
            />
          )}
          <div class="run-row">
            <button
              type="button"
              class="primary"
              id="run"
              disabled={outcome === 'running' || tables.value === undefined}
              onClick={() => editor.current && void run(editor.current.text())}
            >
              Run
            </button>
          </div>
        </div>
      </section>
      <section class="card width-12" aria-label="Result">
        <div class="card-body sql-result" aria-live="polite">
          {outcome === 'none' && <p class="muted">Run the statement to see its result.</p>}
          {outcome === 'running' && <p class="muted">Running …</p>}
          {error !== undefined && <Problem error={error} />}
          {details?.line !== undefined && (
            <p class="muted">
              Line {formatNumber(details.line)}, column {formatNumber(details.column ?? 1)}.
            </p>
          )}
          {typeof outcome === 'object' && 'answer' in outcome && <SqlResult answer={outcome.answer} />}
        </div>
      </section>
    </div>
  );
}

/** The statement that the address holds; in the fragment, no server and no log gets to see it. It runs on a click only. */
function linkedStatement(): string {
  const [, encoded] = /^#sql=(.*)$/s.exec(location.hash) ?? [];
  return encoded === undefined
    ? (new URLSearchParams(location.search).get('sql') ?? firstStatement)
    : decodeURIComponent(encoded);
}

function Examples({ onPick }: { readonly onPick: (sql: string) => void }) {
  return (
    <select
      aria-label="Examples"
      onChange={(event) => {
        const found = examples.find(({ name }) => name === event.currentTarget.value);
        if (found !== undefined) onPick(found.sql);
      }}
    >
      <option value="">Examples</option>
      {examples.map(({ name }) => (
        <option value={name} key={name}>
          {name}
        </option>
      ))}
    </select>
  );
}
