import { nearest } from '../../nearest.ts';
import { tables } from '../../schema/tables.ts';
import { currentVersion } from '../../warehouse/migrations.ts';
import { type BuiltTable, readBuiltTables } from '../../warehouse/own-tables.ts';
import { parseSelects, type ReadTable } from '../../warehouse/parse-select.ts';
import { questionRelations } from '../../warehouse/question-relations.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import { invalidTable, type OwnTable } from './own-table.ts';

/** What a run does with the tables of users. */
export interface OwnTablesPlan {
  /** To build, each behind those that it reads. */
  readonly tables: readonly OwnTable[];
  /** As runs before have built them. */
  readonly built: readonly BuiltTable[];
  /** Built before, and no longer in the project: they are dropped. */
  readonly removed: readonly BuiltTable[];
  /** Whether what was built is not what the files say, so that a run has something to publish. */
  readonly isChanged: boolean;
}

interface NewestRun {
  /** The newest run: what another one built is older than the star. */
  readonly lastRunId: number | undefined;
  /** The version of the tables; 0 where there are none. Older versions do not record what was built. */
  readonly version?: number;
}

/**
 * Plans the tables of a project, before anything is loaded.
 *
 * @param tables those of the project; undefined without a project, and then the tables of users stay as they are
 * @throws {UsageError} that names file and line: for SQL that does not parse, a table that does not exist, a cycle, or a
 * name that something else has
 */
export async function planOwnTables(
  warehouse: Warehouse,
  tables: readonly OwnTable[] | undefined,
  { lastRunId, version = currentVersion() }: NewestRun,
): Promise<OwnTablesPlan> {
  const built = version === currentVersion() ? await readBuiltTables(warehouse) : [];
  if (tables === undefined) return { tables: [], built, removed: [], isChanged: false };
  const here = tables.filter(({ engines }) => engines.includes(warehouse.engine));
  const removed = built.filter(({ name }) => !here.some((table) => table.name === name));
  const current = new Map(
    built.filter(({ runId }) => runId === lastRunId).map(({ name, definition }) => [name, definition]),
  );
  return {
    tables: here.length === 0 ? [] : await inOrder(warehouse, here, tables, built),
    built,
    removed,
    isChanged: removed.length > 0 || here.some(({ name, definition }) => current.get(name) !== definition),
  };
}

async function inOrder(
  warehouse: Warehouse,
  here: readonly OwnTable[],
  all: readonly OwnTable[],
  built: readonly BuiltTable[],
): Promise<readonly OwnTable[]> {
  const others = await relationsBeside(warehouse, built);
  for (const table of here) requireFreeName(table, others);
  const parsed = await parseSelects(here.map(({ statement }) => statement.text));
  const reads = new Map<OwnTable, readonly ReadTable[]>();
  for (const [index, table] of here.entries()) {
    const found = parsed[index];
    if (found === undefined || 'problem' in found)
      throw invalidTable(table, `its SELECT cannot be parsed: ${found?.problem}`, found?.line);
    for (const read of found.reads) requireReadable(table, read, { here, all, others });
    reads.set(
      table,
      found.reads.filter(({ schema }) => schema === ''),
    );
  }
  const ordered: OwnTable[] = [];
  for (const table of here) visit(table, [], { here, reads, ordered });
  return ordered;
}

interface Visit {
  readonly here: readonly OwnTable[];
  readonly reads: ReadonlyMap<OwnTable, readonly ReadTable[]>;
  readonly ordered: OwnTable[];
}

/** Depth first: a table comes behind all that it reads. */
function visit(table: OwnTable, path: readonly OwnTable[], given: Visit): void {
  if (given.ordered.includes(table)) return;
  for (const { name, line } of given.reads.get(table) ?? []) {
    const next = given.here.find((each) => each.name === name);
    if (next === undefined) continue;
    const known = [...path, table];
    if (known.includes(next)) {
      const cycle = [...known.slice(known.indexOf(next)), next].map((each) => each.name);
      throw invalidTable(table, `a table may not be built from itself: ${cycle.join(' reads ')}`, line);
    }
    visit(next, known, given);
  }
  given.ordered.push(table);
}

interface Readable {
  readonly here: readonly OwnTable[];
  readonly all: readonly OwnTable[];
  readonly others: ReadonlySet<string>;
}

/** Tables of other schemas are the engine's to find: it may reach more than its catalog lists. */
function requireReadable(table: OwnTable, { schema, name, line }: ReadTable, given: Readable): void {
  const { here, all, others } = given;
  if (schema !== '' && schema !== 'etl') return;
  const full = schema === '' ? name : `${schema}.${name}`;
  if (others.has(full) || here.some((each) => schema === '' && each.name === name)) return;
  const elsewhere = all.find((each) => each.name === name);
  if (elsewhere !== undefined)
    throw invalidTable(
      table,
      `it reads ${name}, which is built on ${elsewhere.engines.join(', ')} alone`,
      line,
    );
  const similar = nearest(full, [...others, ...here.map((each) => each.name)]);
  throw invalidTable(
    table,
    questionRelations.some((relation) => relation === name)
      ? `${name} is for questions; a table reads all plays, from songplays`
      : `there is no table ${full}${similar === undefined ? '' : `; did you mean ${similar}?`}`,
    line,
  );
}

/** Names that this program has, or may have one day, for itself. */
const kept = new RegExp(`^(${questionRelations.join('|')}|sparkify_.*)$`);

function requireFreeName(table: OwnTable, others: ReadonlySet<string>): void {
  const { name } = table;
  if (tables.some((each) => each.name === name) || kept.test(name))
    throw invalidTable(table, `${name} is a name of sparkify's own; give the file another one`);
  if (others.has(name))
    throw invalidTable(table, `the warehouse has a table or a view ${name}, which no run of sparkify made`);
}

/** Our tables, and whatever else is in the warehouse but for the tables of users that runs have built. */
async function relationsBeside(
  warehouse: Warehouse,
  built: readonly BuiltTable[],
): Promise<ReadonlySet<string>> {
  const { rows } = await warehouse.query(
    `select n.nspname as schema_name, n.nspname = current_schema() as is_default, c.relname as name
    from pg_class as c
    inner join pg_namespace as n on n.oid = c.relnamespace
    where n.nspname in ('etl', 'pg_catalog', current_schema())`,
  );
  const found = rows.map(({ schema_name, name }) => (schema_name === 'etl' ? `etl.${name}` : String(name)));
  const own = new Set(built.map(({ name }) => name));
  return new Set([...tables.map(({ name }) => name), ...found.filter((name) => !own.has(name))]);
}
