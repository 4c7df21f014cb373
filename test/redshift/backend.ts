import type { Release } from './turn.ts';

/** The PostgreSQL behind a stand-in. */
export interface Engine extends AsyncDisposable {
  /** Whether transactions of several sessions are open at once, with Redshift's locks; else they run one after the other. */
  readonly isConcurrent: boolean;
  /** Waits until a session may execute statements, up to the end of its transaction. */
  takeTurn(): Promise<Release>;
  /**
   * What one session of the stand-in executes its statements with. Where engines are concurrent a user beside the owner has its own
   * rights, and is made at its first login, as IAM does; PGlite runs everything as the owner.
   */
  connect(user?: string): Promise<Backend>;
  /** A statement of the stand-in's own, outside of all sessions. */
  query<R>(sql: string, values?: unknown[]): Promise<{ readonly rows: R[] }>;
}

/** The backend of one session. */
export interface Backend {
  /** Sends messages that end with a Query or a Sync, and gives the bytes of the answer. */
  send(messages: readonly Buffer[]): Promise<Buffer>;
  query<R>(sql: string, values: readonly string[]): Promise<{ readonly rows: R[] }>;
  /** Loads rows of CSV into a table. */
  load(table: string, columns: string, csv: string): Promise<void>;
  /** Ends what is executed, waiting for a lock too, and the backend. */
  terminate(): Promise<void>;
  close(): void;
}

/** How transactions see each other; SNAPSHOT is Redshift's default for new databases [docs: c_serial_isolation]. */
export type Isolation = 'snapshot' | 'serializable';
