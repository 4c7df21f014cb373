import { readSql } from '../sql.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { Condition, FilterName } from './filters.ts';

/** What page events do not have: filters by it leave a question about them as it is. */
const notOfEvents: readonly FilterName[] = ['search', 'song', 'artist'];

/** The filters that a question's SQL cannot obey: those by songs, where it reads page events. */
export function ignoredFilters(sql: string): readonly FilterName[] {
  return names(sql, 'filtered_events') ? notOfEvents : [];
}

/**
 * Puts `filtered_plays` and `filtered_events`, the plays and page events that a question is asked of, before the question's
 * own SQL where it names them: CTEs over `songplays` and `staging_events` with the conditions of `sql/filters/` that are asked
 * for and no others. An engine plans a statement before it knows the values, so a condition for "all" would still cost; a
 * view of plays over staging costs a hundred times as much. Before them comes `classified_agents`, the user agents with
 * browser and system, where the question or a filter names them.
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
  const wheres = conditions.map(whereOf);
  const where = wheres.length === 0 ? '' : `\nwhere ${wheres.join('\n  and ')}`;
  const events = `(\n${indented(textOf('events'))}\n) as page_events`;
  const ctes = [
    ...(names(rest + where, 'classified_agents') ? [cte('classified_agents as', textOf('agents'))] : []),
    ...(names(rest, 'filtered_plays')
      ? [cte(`filtered_plays ${cteAs}`, `select *\nfrom songplays${where}`)]
      : []),
    ...(names(rest, 'filtered_events')
      ? [cte(`filtered_events ${cteAs}`, `select *\nfrom ${events}${where}`)]
      : []),
  ];
  if (ctes.length === 0) return sql;
  const opening = (ownCtes ?? 'with ').trim();
  return `${comments}${opening}\n${ctes.join(',\n\n')}${ownCtes === undefined ? '' : ','}\n\n${rest}`;
}

function names(sql: string, relation: string): boolean {
  return new RegExp(`\\b${relation}\\b`).test(sql);
}

function cte(opening: string, select: string): string {
  return `${opening} (\n${indented(select)}\n)`;
}

function indented(sql: string, by = '    '): string {
  return sql.replace(/^(?=.)/gm, by);
}

/** A condition of `sql/filters/`; what is left out keeps the rows of which the condition is unknown. */
function whereOf({ filter, parameter, isExcluded }: Condition): string {
  const text = indented(textOf(filter), '  ')
    .trimStart()
    .replace(new RegExp(`\\$${filter}\\b`, 'g'), () => `$${parameter}`);
  return isExcluded ? `not coalesce(${text}, false)` : text;
}

/** The SQL of a file of `sql/filters/`, without its comment. */
function textOf(name: string): string {
  const [statement] = readSql(`filters/${name}.sql`).statements;
  if (statement === undefined) throw new Error(`sql/filters/${name}.sql is empty.`);
  return statement.text.replace(/^--.*\n/gm, '');
}
