import { readStatement } from '../sql.ts';
import type { questionRelations } from '../warehouse/question-relations.ts';
import { beforeCtes } from '../warehouse/user-sql.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { Condition, FilterName } from './filters.ts';

/** What page events do not have: filters by it leave a question about them as it is. */
const notOfEvents: readonly FilterName[] = ['search', 'song', 'artist'];

/** The filters that a question's SQL cannot obey: those by songs, where it reads page events. */
export function ignoredFilters(sql: string): readonly FilterName[] {
  return names(sql, '(filtered_events|filtered_visits)') ? notOfEvents : [];
}

/**
 * Puts what a question reads besides tables before its own SQL, as CTEs, where it names them: `filtered_plays` and
 * `filtered_events`, over `songplays` and `staging_events` with the conditions of `sql/filters/` that are asked for and no
 * others. An engine plans a statement before it knows the values, so a condition for "all" would still cost; a view of plays
 * over staging costs a hundred times as much. Others, such as `songs_by_plays` and `classified_agents`, are made of these.
 *
 * @param sql one SELECT, with or without CTEs of its own and comments before it
 */
export function withFilteredPlays(
  sql: string,
  conditions: readonly Condition[],
  { cteAs }: Pick<Warehouse, 'cteAs'>,
): string {
  const { 0: before = '', groups: { comments = '', ownCtes } = {} } = beforeCtes.exec(sql) ?? {};
  const rest = sql.slice(before.length);
  const wheres = wheresOf(conditions);
  const where = wheres.length === 0 ? '' : `\nwhere ${wheres.join('\n  and ')}`;
  const ctes = ctesOf(rest, [
    { name: 'classified_agents', as: 'as', sql: () => textOf('agents') },
    { name: 'filtered_plays', as: cteAs, sql: () => `select *\nfrom songplays${where}` },
    {
      name: 'filtered_events',
      as: cteAs,
      sql: () => `select *\nfrom (\n${indented(textOf('events'))}\n) as page_events${where}`,
    },
    { name: 'filtered_visits', as: cteAs, sql: () => textOf('visits') },
    { name: 'counted_songs', as: 'as', sql: () => textOf('counted-songs') },
    { name: 'songs_by_plays', as: 'as', sql: () => textOf('songs-by-plays') },
    { name: 'artists_by_plays', as: 'as', sql: () => textOf('artists-by-plays') },
    { name: 'listeners_by_plays', as: 'as', sql: () => textOf('listeners-by-plays') },
  ]);
  if (ctes.length === 0) return sql;
  const opening = (ownCtes ?? 'with ').trim();
  return `${comments}${opening}\n${ctes.join(',\n\n')}${ownCtes === undefined ? '' : ','}\n\n${rest}`;
}

/** What a question may read besides tables; each may read those before it. */
interface Relation {
  readonly name: (typeof questionRelations)[number];
  readonly as: Warehouse['cteAs'];
  /** Reads its file, so it is called for those that a statement names alone. */
  readonly sql: () => string;
}

/** The CTEs of the relations that a statement names, and of those that they name in turn. */
function ctesOf(statement: string, relations: readonly Relation[]): readonly string[] {
  const ctes: string[] = [];
  let text = statement;
  for (const { name, as, sql } of relations.toReversed()) {
    if (!names(text, name)) continue;
    const body = sql();
    ctes.unshift(`${name} ${as} (\n${indented(body)}\n)`);
    text += `\n${body}`;
  }
  return ctes;
}

function names(sql: string, relation: string): boolean {
  return new RegExp(`\\b${relation}\\b`, 'i').test(sql);
}

function indented(sql: string, by = '    '): string {
  return sql.replace(/^(?=.)/gm, by);
}

/** The name of the call in a question's SQL that applies one of its own filters to the columns there: `is_asked(level)`. */
export const ownFilterCall = 'is_asked';

/** What {@link ownFilterCall} becomes: the conditions of a filter, or true where it is not asked for. */
export function ownFilterSql(filter: string, conditions: readonly Condition[]): string {
  return wheresOf(conditions.filter((asked) => asked.filter === filter && !asked.isExcluded))[0] ?? 'true';
}

/** Conditions by filter: a play has one of the values that are asked for, and none of those that are left out. */
function wheresOf(conditions: readonly Condition[]): readonly string[] {
  const included = conditions.filter(({ isExcluded }) => !isExcluded);
  const anyOf = [...new Set(included.map(({ filter }) => filter))].map((filter) => {
    const wheres = included.filter((asked) => asked.filter === filter).map(whereOf);
    return wheres.length === 1 ? wheres.join() : `(\n    ${wheres.join('\n    or ')}\n  )`;
  });
  return [...anyOf, ...conditions.filter(({ isExcluded }) => isExcluded).map(whereOf)];
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
  return readStatement(`filters/${name}.sql`).text.replace(/^--.*\n/gm, '');
}
