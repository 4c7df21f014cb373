import type { Engine } from './backend.ts';
import type { CopyCluster } from './copy/copy.ts';
import type { RecordedError } from './engine.ts';
import type { ServerError } from './wire.ts';

/** A statement that arrived. */
export interface LoggedStatement {
  readonly session: number;
  /** The application_name that the client gave. */
  readonly application: string;
  readonly sql: string;
}

/** A failure to come: the next statement that matches fails with it, and is not executed. */
export interface PlannedFailure extends ServerError {
  readonly statement: RegExp;
  /** How many statements in all fail so; 1 if not given. */
  readonly times?: number;
}

/** A moment in a statement's life: before it is executed, executed but not answered, or answered. */
export interface Moment {
  readonly statement: RegExp;
  readonly when: 'before' | 'during' | 'after';
}

/** What all sessions of one stand-in share. */
export interface Cluster extends Omit<CopyCluster, 'database'> {
  readonly engine: Engine;
  readonly users: Readonly<Record<string, string>>;
  readonly databaseName: string;
  readonly certificate: { readonly certificate: string; readonly key: string };
  readonly statements: LoggedStatement[];
  readonly errors: RecordedError[];
  readonly failures: (PlannedFailure & { left: number })[];
  readonly moments: (Moment & { readonly action: (session: number) => void | Promise<void> })[];
  /** What ends a session, by the id of its backend. */
  readonly terminations: Map<number, () => void>;
  copies: number;
  /** Sessions so far. */
  backends: number;
}
