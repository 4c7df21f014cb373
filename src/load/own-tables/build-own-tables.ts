import { quoteLiteral, quoteName } from '../../quote.ts';
import { commentStatements } from '../../schema/comments.ts';
import type { Statement } from '../../sql.ts';
import { readTableColumns, shapeTable } from '../../warehouse/table-columns.ts';
import { explainUserSql, schemaHint } from '../../warehouse/user-sql.ts';
import type { LoadableWarehouse } from '../../warehouse/warehouse.ts';
import { describeOwnTable, type OwnTable, requireColumns } from './own-table.ts';
import type { OwnTablesPlan } from './plan-own-tables.ts';

/**
 * Builds the tables of users from the star, within the run's transaction: each one whole. One whose columns are the same
 * keeps its table, so that privileges on it and views of others stay.
 *
 * @returns the rows of each
 * @throws {UsageError} for SQL that the engine refuses
 */
export async function buildOwnTables(
  warehouse: LoadableWarehouse,
  { tables, built, removed }: OwnTablesPlan,
  runId: number,
): Promise<Readonly<Record<string, number>>> {
  if (tables.length + removed.length === 0) return {};
  await warehouse.denyFiles();
  for (const { name } of removed) await warehouse.run(`drop table if exists ${quoteName(name)}`);
  const rows: Record<string, number> = {};
  const definitions = new Map(built.map(({ name, definition }) => [name, definition]));
  for (const table of tables) {
    const isDescribed = definitions.get(table.name) === table.definition;
    rows[table.name] = await build(warehouse, table, isDescribed);
  }
  const names = [...built, ...tables].map(({ name }) => quoteLiteral(name));
  await warehouse.run(`delete from etl.own_tables where name in (${names.join(', ')})`);
  for (const table of tables) await record(warehouse, table, runId);
  return rows;
}

/** @param isDescribed whether the table, if it is kept, has these comments: each of them is a round trip on Redshift */
async function build(warehouse: LoadableWarehouse, table: OwnTable, isDescribed: boolean): Promise<number> {
  const name = quoteName(table.name);
  await send(warehouse, table, `create temp table ${shapeTable} as`, 'limit 0');
  const columns = await readTableColumns(warehouse, [table.name, shapeTable]);
  const [before = [], now = []] = [columns.get(table.name), columns.get(shapeTable)];
  await warehouse.run(`drop table ${shapeTable}`);
  const names = now.map((column) => column.name);
  requireColumns(table, names);
  const shapeOf = (list: typeof now) => list.map((column) => `${column.name} ${column.type}`).join(', ');
  const isKept = before.length > 0 && shapeOf(before) === shapeOf(now);
  const rights = before.length === 0 || isKept ? [] : await warehouse.rightsOf([table.name]);
  if (isKept) await warehouse.run(`delete from ${name}`);
  else {
    if (before.length > 0) await warehouse.run(`drop table ${name}`);
    await send(warehouse, table, `create table ${name} as`, 'limit 0');
  }
  const rows = await send(warehouse, table, `insert into ${name}`);
  const described = isKept && isDescribed ? [] : commentsOn(table, names);
  await warehouse.runAll([...rights, ...described]);
  return rows;
}

/** Sends the user's SELECT behind words of ours, as a subquery: so it can be nothing but a SELECT. */
async function send(
  warehouse: LoadableWarehouse,
  { statement }: OwnTable,
  before: string,
  after = '',
): Promise<number> {
  const sent: Statement = {
    ...statement,
    text: `${before}\nselect * from (\n${statement.text}\n) as own_rows ${after}`.trimEnd(),
  };
  try {
    return await warehouse.count(sent);
  } catch (error) {
    throw explainUserSql(error, schemaHint, statement);
  }
}

function commentsOn(table: OwnTable, columns: readonly string[]): readonly string[] {
  const meanings = new Map(table.columns.map((column) => [column.name, column.meaning]));
  return commentStatements([
    {
      name: quoteName(table.name),
      meaning: plain(describeOwnTable(table)),
      columns: columns.map((name) => ({ name: quoteName(name), meaning: plain(meanings.get(name) ?? '') })),
    },
  ]);
}

/** COMMENT takes a literal and no expression; a backslash would mean something else on Redshift. */
function plain(text: string): string {
  return text.replaceAll('\\', '/');
}

async function record(warehouse: LoadableWarehouse, table: OwnTable, runId: number): Promise<void> {
  const { name, grain, definition } = table;
  await warehouse.run(
    `insert into etl.own_tables (name, meaning, grain, definition, run_id)
    values ($name, $meaning, $grain, $definition, cast($run_id as integer))`,
    { name, meaning: describeOwnTable(table), grain, definition, run_id: runId },
  );
}
