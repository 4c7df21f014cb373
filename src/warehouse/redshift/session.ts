import { setTimeout as sleep } from 'node:timers/promises';
import type { Row } from '../warehouse.ts';

/** What a statement answers, whichever way it came. */
export interface Answer {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
  readonly rows: readonly Row[];
  /** The first words of the statement: `SELECT`, `COPY` … */
  readonly command: string;
  /** Rows that were changed or returned; null where that is not known. */
  readonly rowCount: number | null;
}

/** The values of `$1`, `$2` …, as text. */
export type Values = readonly (string | null)[];

/** What the caller of a statement needs beside its rows. */
export interface Asked {
  /** Whether the number of rows that it changes is needed. */
  readonly counted?: boolean | undefined;
}

/** One session of Redshift. Statements come one by one. */
export interface Session {
  /** What the server says of itself. */
  readonly version: string;
  /** The bytes that a statement may have. */
  readonly statementBytes: number;
  /** Whether each statement is a call or two over HTTP, so that fewer of them, each of which does more, take less time. */
  readonly isCalled: boolean;
  /** Whether the answer of a COPY has the number of its rows; else `pg_last_copy_count()` has it. */
  readonly countsCopies: boolean;
  query(text: string, values: Values, asked?: Asked): Promise<Answer>;
  /** Runs statements whose answers nobody needs, outside of a transaction, and each in its own. */
  queryAll(statements: readonly string[]): Promise<void>;
  /** Runs one statement in a transaction that may only read, and is rolled back. */
  queryReadOnly(text: string, values: Values, asked?: Asked): Promise<Answer>;
  /** True once the session is gone; then it is good for nothing. */
  lost(): boolean;
  /** Gives the session up; on the server, the statement that runs may go on. */
  breakOff(): void;
  /** Gives the session up, and ends on the server what runs in it. A transaction is rolled back. */
  end(): Promise<void>;
  close(): Promise<void>;
}

/** The statements that every session begins with. */
export const firstStatements = ["set query_group to 'sparkify'", "set timezone to 'UTC'"] as const;

/**
 * Runs a statement in a transaction that may only read, and is rolled back.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_BEGIN.html
 */
export async function readingOnly(
  send: (sql: string) => Promise<unknown>,
  run: () => Promise<Answer>,
): Promise<Answer> {
  await send('begin read only');
  try {
    return await run();
  } finally {
    await send('rollback').catch(() => undefined); // the statement's own error says what is wrong
  }
}

/** A command that is stopped ends within a second (`signals.ts`); so long it waits for the end on the server. */
const longestWait = 600;

/** Waits until a session has ended on the server, if it does so in time. If not, there is nothing to be done about it. */
export async function untilEnded(ending: Promise<unknown>): Promise<void> {
  await Promise.race([ending.catch(() => undefined), sleep(longestWait, undefined, { ref: false })]);
}
