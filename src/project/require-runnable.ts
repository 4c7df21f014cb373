import { inquiryOf } from '../ask/ask.ts';
import type { Span } from '../ask/grain.ts';
import type { Question } from '../ask/questions.ts';
import { neededSpan, readSpan } from '../ask/time-frame.ts';
import { type OwnTable, requireColumns } from '../load/own-tables/own-table.ts';
import { nearest } from '../nearest.ts';
import { quoteName } from '../quote.ts';
import type { Statement } from '../sql.ts';
import type { EmptyTables } from '../warehouse/empty-tables.ts';
import { questionRelations } from '../warehouse/question-relations.ts';
import { explainUserSql, schemaHint } from '../warehouse/user-sql.ts';
import type { Parameters, Warehouse } from '../warehouse/warehouse.ts';
import type { Project } from './project.ts';
import { invalid } from './sql-file.ts';

/**
 * Finds out whether the engine takes the SQL of a project: each statement is asked for none of its rows. Tables are not there
 * yet, or as an older file made them, so each is a CTE of those that come after it.
 *
 * @param project its tables in the order in which they are built
 * @param empty what takes the place of our tables where there are none of this version
 * @throws {UsageError} that names file and line
 */
export async function requireRunnable(
  warehouse: Warehouse,
  { tables, checks, questions }: Pick<Project, 'tables' | 'checks' | 'questions'>,
  empty?: EmptyTables,
): Promise<void> {
  const ctes = [...(empty?.relations ?? [])];
  const rename = empty?.rename ?? ((sql: string) => sql);
  const columnsOf = (own: Statement, asked: Partial<OwnSql> = {}) => {
    const sent = withCtes(ctes, rename(asked.sent ?? own.text));
    return readColumns(warehouse, { parameters: {}, ...asked, own, sent });
  };
  for (const table of tables) {
    requireColumns(table, await columnsOf(table.statement));
    ctes.push(rename(cteOf(table, warehouse)));
  }
  for (const { statement } of checks) await columnsOf(statement);
  let read: Promise<Span> | undefined;
  for (const question of questions) {
    const span = empty ? undefined : await neededSpan(question, {}, () => (read ??= readSpan(warehouse)));
    const { statement, parameters } = inquiryOf(question, {}, warehouse, span);
    requireChart(
      question,
      await columnsOf(question.statement, {
        sent: statement.text,
        parameters,
        relations: questionRelations,
      }),
    );
  }
}

function cteOf({ name, statement }: OwnTable, { cteAs }: Warehouse): string {
  return `${quoteName(name)} ${cteAs} (\n${statement.text}\n)`;
}

/** A condition that is false before a row is read: the engine plans the statement, and runs nothing of it. */
function withCtes(ctes: readonly string[], sql: string): string {
  const before = ctes.length === 0 ? '' : `with ${ctes.join(',\n')}\n`;
  return `${before}select * from (\n${sql}\n) as own_rows where 1 = 0`;
}

interface OwnSql {
  /** As it is in the file. */
  readonly own: Statement;
  readonly sent: string;
  readonly parameters: Parameters;
  /** What it may read besides tables. */
  readonly relations?: readonly string[];
}

async function readColumns(
  warehouse: Warehouse,
  { own, sent, parameters, relations }: OwnSql,
): Promise<readonly string[]> {
  try {
    return (await warehouse.query({ ...own, text: sent }, parameters)).columns;
  } catch (error) {
    throw explainUserSql(error, schemaHint, own, relations);
  }
}

/** @throws {UsageError} for a chart of columns that the answer does not have: the dashboard would draw a table */
function requireChart({ chart, statement }: Question, columns: readonly string[]): void {
  const [kind = '', ...drawn] = chart.split(/\s+/);
  if (kind !== 'bar' && kind !== 'line') return;
  const wrong = drawn.find((name) => !columns.includes(name));
  if (wrong === undefined) return;
  const similar = nearest(wrong, columns);
  throw invalid(
    statement.file,
    1,
    `its chart is of ${wrong}, but the SELECT has no such column${similar === undefined ? `: it has ${columns.join(', ')}` : `; did you mean ${similar}?`}`,
  );
}
