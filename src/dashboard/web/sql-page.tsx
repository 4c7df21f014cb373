import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ApiError, ApiTable } from '../api.ts';
import { readFilters, writeFilters } from '../url-filters.ts';
import { copy } from './copy.tsx';
import { Elapsed } from './elapsed.tsx';
import { formatNumber } from './format.ts';
import { ServerError } from './get-json.ts';
import type { PageProps } from './page-props.ts';
import { Problem } from './problem.tsx';
import { type Editor, SqlEditor } from './sql-editor.tsx';
import { firstStatement } from './sql-examples.ts';
import { useSqlHistory } from './sql-history.ts';
import { linkedStatement, linkToSql } from './sql-link.ts';
import { SqlResult } from './sql-result.tsx';
import { SqlSide } from './sql-side.tsx';
import { SqlStarts } from './sql-starts.tsx';
import { useJson } from './use-asked.ts';
import { useMedia } from './use-media.ts';
import { type Outcome, type RunningStatement, useStatement } from './use-statement.ts';
import { liveView } from './view.ts';

const noActions = { onFilter: undefined, onPlay: undefined };

/** The page for SQL: an editor, and the result as a table, a chart and a file. A run that is published changes no result that is shown. */
export function SqlPage({ status, now }: PageProps) {
  const { value: tables, error } = useJson<readonly ApiTable[]>('/api/model');
  const editor = useRef<Editor>(undefined);
  const history = useSqlHistory();
  const statement = useStatement();
  // The keyboard follows the eye: what is beside the editor is before the result.
  const isWide = useMedia('(min-width: 1000px)');
  const setText = (sql: string) => editor.current?.setText(sql);
  useEffect(() => {
    const follow = () => {
      const linked = linkedStatement();
      if (linked !== undefined) setText(linked);
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);

  function run(): void {
    const sql = editor.current?.text();
    if (sql === undefined) return;
    window.history.replaceState(null, '', linkToSql(sql, writeFilters(readFilters(location.search))));
    history.add(sql);
    statement.run(sql);
  }

  if (error !== undefined) return <Problem error={error} />;
  const { outcome } = statement;
  const result = (
    <section class="card width-12" key="result" aria-label="Result">
      <div class="card-body sql-result scrolled" aria-live="polite" aria-busy={outcome.is === 'running'}>
        <Shown outcome={outcome} />
      </div>
    </section>
  );
  const side = (
    <SqlSide
      key="side"
      tables={tables ?? []}
      history={history}
      now={now}
      onInsert={(name) => editor.current?.insert(name)}
      onPick={setText}
    />
  );
  return (
    <div class="grid">
      <h1 class="width-12">SQL</h1>
      <StatementCard {...{ status, tables, editor, statement, run }} />
      {isWide ? [side, result] : [result, side]}
    </div>
  );
}

interface StatementCardProps extends Pick<PageProps, 'status'> {
  readonly tables: readonly ApiTable[] | undefined;
  readonly editor: { current: Editor | undefined };
  readonly statement: RunningStatement;
  readonly run: () => void;
}

/** The editor, and what runs, cancels and links its statement. */
function StatementCard({ status, tables, editor, statement, run }: StatementCardProps) {
  const { outcome, cancel } = statement;
  const isRunning = outcome.is === 'running';
  const [text] = useState(() => linkedStatement() ?? firstStatement);
  const view = useMemo(() => liveView(status, readFilters(location.search), noActions), [status]);
  return (
    <section class="card width-8">
      <header>
        <h2>Statement</h2>
        <div class="card-tools">
          <SqlStarts view={view} onPick={(sql) => editor.current?.setText(sql)} />
        </div>
        <p class="card-note">
          Reads what is published and nothing else. Ctrl+Enter runs it, Escape cancels; Escape, then Tab
          leaves the editor.
        </p>
      </header>
      <div class="card-body statement">
        {tables !== undefined && (
          <SqlEditor
            text={text}
            tables={tables}
            error={outcome.is === 'failed' ? detailsOf(outcome.error) : undefined}
            onRun={run}
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
            aria-disabled={isRunning || tables === undefined}
            onClick={() => isRunning || run()}
          >
            Run
          </button>
          {isRunning && (
            <button type="button" class="icon-button" onClick={cancel}>
              Cancel
            </button>
          )}
          <CopyLink text={() => editor.current?.text() ?? ''} />
        </div>
      </div>
    </section>
  );
}

function detailsOf(error: unknown): ApiError | undefined {
  return error instanceof ServerError ? error.details : undefined;
}

function Shown({ outcome }: { readonly outcome: Outcome }) {
  switch (outcome.is) {
    case 'none':
      return <p class="muted">Run the statement to see its result.</p>;
    case 'running':
      return (
        <p class="muted">
          Running … <Elapsed since={outcome.since} />
        </p>
      );
    case 'cancelled':
      return <p class="muted">Cancelled after {outcome.seconds.toFixed(1)} s.</p>;
    case 'answered':
      return <SqlResult answer={outcome.answer} />;
    case 'failed':
      return <Failure error={outcome.error} />;
  }
}

function Failure({ error }: { readonly error: unknown }) {
  const { line, column = 1 } = detailsOf(error) ?? {};
  return (
    <>
      <Problem error={error} />
      {line !== undefined && (
        <p class="muted">
          Line {formatNumber(line)}, column {formatNumber(column)}.
        </p>
      )}
    </>
  );
}

/** Copies an address that opens this page with the statement in the editor; it runs on a click only. */
function CopyLink({ text }: { readonly text: () => string }) {
  const [isCopied, setIsCopied] = useState(false);
  const copyLink = async () => {
    setIsCopied(await copy(`${location.origin}${linkToSql(text())}`));
    setTimeout(() => setIsCopied(false), 2000);
  };
  return (
    <button type="button" class="icon-button" onClick={() => void copyLink()}>
      {isCopied ? 'Link copied' : 'Copy link'}
    </button>
  );
}
