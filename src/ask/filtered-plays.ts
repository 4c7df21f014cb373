import { readSql } from '../sql.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { FilterName } from './filters.ts';

/**
 * Puts `filtered_plays`, the plays that a question is asked of, before the question's own SQL: a CTE over `songplays` with
 * the conditions of `sql/filters/` that are asked for and no others. An engine plans a statement before it knows the
 * values, so a condition for "all" would still cost; a view over staging costs a hundred times as much.
 *
 * @param sql one SELECT, with or without CTEs of its own and comments before it
 */
export function withFilteredPlays(
  sql: string,
  filters: readonly FilterName[],
  { cteAs }: Pick<Warehouse, 'cteAs'>,
): string {
  const [, comments = '', ownCtes, rest = ''] =
    /^((?:\s|--[^\n]*\n)*)(with\s+(?:recursive\s+)?)?([\s\S]*)$/i.exec(sql) ?? [];
  const opening = (ownCtes ?? 'with ').trim();
  const conditions = filters.map(condition);
  const where = conditions.length === 0 ? '' : `\n    where ${conditions.join('\n      and ')}`;
  const cte = `filtered_plays ${cteAs} (\n    select *\n    from songplays${where}\n)`;
  return `${comments}${opening}\n${cte}${ownCtes === undefined ? '' : ','}\n\n${rest}`;
}

/** The condition of a file, without its comment, indented as in the CTE. */
function condition(filter: FilterName): string {
  const [statement] = readSql(`filters/${filter}.sql`).statements;
  if (statement === undefined) throw new Error(`sql/filters/${filter}.sql has no condition.`);
  return statement.text.replace(/^--.*\n/gm, '').replaceAll('\n', '\n      ');
}
