import { readSql } from '../sql.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { Condition } from './filters.ts';

/**
 * Puts `filtered_plays`, the plays that a question is asked of, before the question's own SQL: a CTE over `songplays` with
 * the conditions of `sql/filters/` that are asked for and no others. An engine plans a statement before it knows the
 * values, so a condition for "all" would still cost; a view over staging costs a hundred times as much. Before it comes
 * `classified_agents`, the user agents with browser and system, where the question or a filter names them.
 *
 * @param sql one SELECT, with or without CTEs of its own and comments before it
 */
export function withFilteredPlays(
  sql: string,
  conditions: readonly Condition[],
  { cteAs }: Pick<Warehouse, 'cteAs'>,
): string {
  const [, comments = '', ownCtes, rest = ''] =
    /^((?:\s|--[^\n]*\n)*)(with\s+(?:recursive\s+)?)?([\s\S]*)$/i.exec(sql) ?? [];
  const opening = (ownCtes ?? 'with ').trim();
  const wheres = conditions.map(whereOf);
  const where = wheres.length === 0 ? '' : `\n    where ${wheres.join('\n      and ')}`;
  const plays = `filtered_plays ${cteAs} (\n    select *\n    from songplays${where}\n)`;
  const agents = `classified_agents as (\n    ${textOf('agents').replaceAll('\n', '\n    ')}\n)`;
  const ctes = /\bclassified_agents\b/.test(rest + where) ? [agents, plays] : [plays];
  return `${comments}${opening}\n${ctes.join(',\n\n')}${ownCtes === undefined ? '' : ','}\n\n${rest}`;
}

/** A condition of `sql/filters/`; what is left out keeps the plays of which the condition is unknown. */
function whereOf({ filter, parameter, isExcluded }: Condition): string {
  const text = textOf(filter)
    .replaceAll('\n', '\n      ')
    .replace(new RegExp(`\\$${filter}\\b`, 'g'), () => `$${parameter}`);
  return isExcluded ? `not coalesce(${text}, false)` : text;
}

/** The SQL of a file of `sql/filters/`, without its comment. */
function textOf(name: string): string {
  const [statement] = readSql(`filters/${name}.sql`).statements;
  if (statement === undefined) throw new Error(`sql/filters/${name}.sql is empty.`);
  return statement.text.replace(/^--.*\n/gm, '');
}
