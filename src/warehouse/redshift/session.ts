import type { CustomTypesConfig } from 'pg';
import type { Row } from '../warehouse.ts';

/** What a statement answers, whichever way it came. */
export interface Answer {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
  readonly rows: readonly Row[];
  /** The first words of the statement: `SELECT`, `COPY` … */
  readonly command: string;
  /** Rows that were changed or returned. */
  readonly rowCount: number | null;
}

/** The values of `$1`, `$2` …, as text. */
export type Values = readonly (string | null)[];

/** One session of Redshift. Statements come one by one. */
export interface Session {
  /** What the server says of itself. */
  readonly version: string;
  /** The bytes that a statement may have. */
  readonly statementBytes: number;
  query(text: string, values: Values, types?: CustomTypesConfig): Promise<Answer>;
  /** Runs one statement in a transaction that may only read, and is rolled back. */
  queryReadOnly(text: string, values: Values, types?: CustomTypesConfig): Promise<Answer>;
  /** True once the session is gone; then it is good for nothing. */
  lost(): boolean;
  /** Gives the session up; on the server, the statement that runs may go on. */
  breakOff(): void;
  /** Gives the session up, and ends on the server what runs in it. A transaction is rolled back. */
  end(): Promise<void>;
  close(): Promise<void>;
}
