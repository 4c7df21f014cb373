import { UsageError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { quoteName } from '../quote.ts';
import type { Described } from '../schema/comments.ts';
import type { SchemaTable } from '../schema/table.ts';
import { orderOf, starTables } from '../schema/tables.ts';
import { describeOwnTables } from '../warehouse/own-tables.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';

/** A table of an export: its order, so that equal tables give equal files, and what it can be partitioned by. */
export interface Exportable {
  readonly name: string;
  readonly described: Described;
  readonly orderBy: string;
  /** Names of partition keys with the expression of each. */
  readonly partitions: Readonly<Record<string, string>>;
}

const dateParts = { year: 'year(start_time)', month: 'month(start_time)' };

const partitions: Readonly<Record<(typeof starTables)[number]['name'], Exportable['partitions']>> = {
  songplays: dateParts,
  users: {},
  songs: { year: 'year', artist_id: 'artist_id' },
  artists: {},
  time: { year: 'year', month: 'month' },
};

/** What can be exported of a warehouse: the star, and the tables of a project folder. */
export async function exportablesOf(warehouse: Warehouse): Promise<readonly Exportable[]> {
  const star = starTables.map((table) => ({
    name: table.name,
    described: table,
    orderBy: orderOf(table).join(', '),
    partitions: partitions[table.name],
  }));
  return [...star, ...(await describeOwnTables(warehouse)).map(ownTable)];
}

function ownTable({ name, meaning, columns }: SchemaTable): Exportable {
  const keys = ['year', 'month', 'artist_id'].filter((key) => columns.some((column) => column.name === key));
  const parts = columns.some((column) => column.name === 'start_time') ? dateParts : {};
  return {
    name,
    orderBy: columns.map((column) => quoteName(column.name)).join(', '),
    partitions: { ...parts, ...Object.fromEntries(keys.map((key) => [key, key])) },
    described: {
      name: quoteName(name),
      meaning,
      columns: columns.map((column) => ({ name: quoteName(column.name), meaning: column.meaning })),
    },
  };
}

/** A table as it will be written. */
export interface SelectedTable extends Exportable {
  /** Keys that its files are partitioned by, in the order asked for; those that it does not have are left out. */
  readonly partitionBy: readonly string[];
}

/**
 * The tables of an export: those named, or all.
 *
 * @throws {UsageError} for a table or a partition key that does not exist
 */
export function selectTables(
  exportables: readonly Exportable[],
  tables: readonly string[] | undefined,
  partitionBy: readonly string[],
): readonly SelectedTable[] {
  for (const name of tables ?? []) requireKnown(name, 'table', names(exportables));
  const selected = exportables.filter(({ name }) => tables === undefined || tables.includes(name));
  const keys = new Set(selected.flatMap(({ partitions }) => Object.keys(partitions)));
  for (const key of partitionBy) requireKnown(key, 'partition key', [...keys]);
  return selected.map((table) => ({
    ...table,
    partitionBy: partitionBy.filter((key) => key in table.partitions),
  }));
}

/**
 * The rows of a table as SQL of DuckDB, with the columns that its partitions need.
 *
 * @param relation where the rows are: what follows `from`
 */
export function rowsOf({ orderBy, partitions, partitionBy }: SelectedTable, relation: string): string {
  const added = partitionBy
    .filter((key) => partitions[key] !== key)
    .map((key) => `, ${partitions[key]} as ${quoteName(key)}`);
  return `select *${added.join('')} from ${relation} order by ${orderBy}`;
}

function names(tables: readonly { readonly name: string }[]): readonly string[] {
  return tables.map(({ name }) => name);
}

function requireKnown(given: string, kind: string, known: readonly string[]): void {
  if (known.includes(given)) return;
  const similar = nearest(given, known);
  throw new UsageError('SPK-803', `An export has no ${kind} "${given}".`, {
    details: ['Nothing was written.'],
    hints: [
      ...(similar === undefined ? [] : [`Did you mean ${similar}?`]),
      known.length === 0 ? `None of these tables has a ${kind}.` : `It has ${known.join(', ')}.`,
    ],
  });
}
