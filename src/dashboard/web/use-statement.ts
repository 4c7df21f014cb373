import { useEffect, useRef, useState } from 'preact/hooks';
import type { ApiSqlAnswer } from '../api.ts';
import { getJson } from './get-json.ts';

/** What became of the statement that was run last; times are those of `performance.now()`. */
export type Outcome =
  | { readonly is: 'none' }
  | { readonly is: 'running'; readonly since: number }
  | { readonly is: 'cancelled'; readonly seconds: number }
  | { readonly is: 'answered'; readonly answer: ApiSqlAnswer }
  | { readonly is: 'failed'; readonly error: unknown };

export interface RunningStatement {
  readonly outcome: Outcome;
  /** Runs a statement; one that is still running is cancelled. */
  run(sql: string): void;
  /** Stops the statement: the server interrupts it when the request ends. */
  cancel(): void;
}

/** Runs statements, one at a time. Escape cancels, and so does leaving the page. */
export function useStatement(): RunningStatement {
  const [outcome, setOutcome] = useState<Outcome>({ is: 'none' });
  const request = useRef<AbortController>(undefined);
  const isRunning = outcome.is === 'running';

  function cancel(): void {
    request.current?.abort();
    request.current = undefined;
    setOutcome((before) =>
      before.is === 'running'
        ? { is: 'cancelled', seconds: (performance.now() - before.since) / 1000 }
        : before,
    );
  }

  function run(sql: string): void {
    request.current?.abort();
    const current = new AbortController();
    request.current = current;
    setOutcome({ is: 'running', since: performance.now() });
    const settle = (settled: Outcome) => {
      if (request.current === current) setOutcome(settled);
    };
    getJson<ApiSqlAnswer>('/api/sql', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ sql }),
      signal: current.signal,
    }).then(
      (answer) => settle({ is: 'answered', answer }),
      (error: unknown) => settle({ is: 'failed', error }),
    );
  }

  useEffect(() => {
    if (!isRunning) return;
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && cancel();
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isRunning]);
  useEffect(() => () => request.current?.abort(), []);
  return { outcome, run, cancel };
}
