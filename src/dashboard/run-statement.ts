import { UsageError } from '../errors.ts';
import type { FirstRows } from '../warehouse/warehouse.ts';
import type { Lease } from './lease.ts';
import { type StatementLimits, withinTime } from './limited.ts';

export interface StatementAnswer extends FirstRows {
  readonly seconds: number;
}

/** Where the engine stumbled in SQL of the user, both 1-based. */
export interface StatementPlace {
  readonly line?: number;
  readonly column?: number;
}

/** What is wrong with a statement of the user, and where in it. */
export class StatementProblem extends UsageError {
  readonly place: StatementPlace;

  constructor(message: string, place: StatementPlace, cause: unknown) {
    super('SPK-707', message, { cause });
    this.place = place;
  }
}

/**
 * Runs a statement on a connection of its own, which can read the warehouse and nothing else, and stops it when it takes
 * too long or nobody waits for it any more.
 *
 * @throws {StatementProblem} if the engine refuses it
 * @throws {UsageError} if it was stopped
 */
export async function runStatement(
  lease: Lease,
  sql: string,
  { signal, ...limits }: StatementLimits & { readonly signal: AbortSignal },
): Promise<StatementAnswer> {
  return await lease.use(async (warehouse) => {
    await using connection = await warehouse.another();
    const startedAt = performance.now();
    try {
      const answer = await withinTime(connection, { ...limits, signal }, () =>
        connection.queryFirst(sql, limits),
      );
      return { ...answer, seconds: (performance.now() - startedAt) / 1000 };
    } catch (cause) {
      throw toProblem(cause, sql);
    }
  });
}

function toProblem(cause: unknown, sql: string): unknown {
  if (!(cause instanceof Error) || cause.name !== 'StatementError') return cause;
  const [message = ''] = cause.message.split('\n\nLINE ');
  return new StatementProblem(message.trim(), placeOf(cause.message, sql), cause);
}

/**
 * DuckDB shows the line with a caret below the place: `LINE 2: ...from songplay`. A long line is shown in part, so that
 * the part has to be found in it again.
 */
function placeOf(message: string, sql: string): StatementPlace {
  const shown = /LINE (\d+): (.*)\n( *)\^/.exec(message);
  if (!shown) {
    const stumbledAt = message.includes('at end of input') ? sql.trimEnd().length : namedIn(message, sql);
    return stumbledAt === undefined ? {} : placeAt(sql, stumbledAt);
  }
  const [, number = '1', text = '', blanks = ''] = shown;
  const line = Number(number);
  const whole = sql.split('\n')[line - 1] ?? '';
  const part = text.replace(/^\.\.\./, '').replace(/\.\.\.$/, '');
  const start = Math.max(0, whole.indexOf(part));
  const before = `LINE ${number}: `.length + (text.startsWith('...') ? 3 : 0);
  return { line, column: start + Math.max(0, blanks.length - before) + 1 };
}

/** Redshift shows no line, but what it stumbled over: `relation "songplay" does not exist`. If it occurs once, that is the place. */
function namedIn(message: string, sql: string): number | undefined {
  const name = /"(\w+)"/.exec(message)?.[1]?.toLowerCase();
  const found = [...sql.matchAll(/\w+/g)].filter(([word]) => word.toLowerCase() === name);
  return found.length === 1 ? found[0]?.index : undefined;
}

function placeAt(sql: string, index: number): StatementPlace {
  const lines = sql.slice(0, index).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
