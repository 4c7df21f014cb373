import { UsageError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { quoteName } from '../quote.ts';

/** A table of an export: its order, so that equal tables give equal files, and what it can be partitioned by. */
interface Exportable {
  readonly name: string;
  readonly orderBy: string;
  /** Names of partition keys with the expression of each. */
  readonly partitions: Readonly<Record<string, string>>;
}

const dateParts = { year: 'year(start_time)', month: 'month(start_time)' };

const exportables: readonly Exportable[] = [
  { name: 'songplays', orderBy: 'start_time, songplay_id', partitions: dateParts },
  { name: 'users', orderBy: 'user_id', partitions: {} },
  { name: 'songs', orderBy: 'song_id', partitions: { year: 'year', artist_id: 'artist_id' } },
  { name: 'artists', orderBy: 'artist_id', partitions: {} },
  { name: 'time', orderBy: 'start_time', partitions: { year: 'year', month: 'month' } },
];

/** A table as it will be written. */
export interface SelectedTable {
  readonly name: string;
  readonly orderBy: string;
  /** Keys that its files are partitioned by, in the order asked for; those that it does not have are left out. */
  readonly partitionBy: readonly string[];
}

/**
 * The tables of an export: those named, or the whole star.
 *
 * @throws {UsageError} for a table or a partition key that does not exist
 */
export function selectTables(
  tables: readonly string[] | undefined,
  partitionBy: readonly string[],
): readonly SelectedTable[] {
  for (const name of tables ?? []) requireKnown(name, 'table', names(exportables));
  const selected = exportables.filter(({ name }) => tables === undefined || tables.includes(name));
  const keys = new Set(selected.flatMap(({ partitions }) => Object.keys(partitions)));
  for (const key of partitionBy) requireKnown(key, 'partition key', [...keys]);
  return selected.map(({ name, orderBy, partitions }) => ({
    name,
    orderBy,
    partitionBy: partitionBy.filter((key) => key in partitions),
  }));
}

/**
 * The rows of a table as SQL of DuckDB, with the columns that its partitions need.
 *
 * @param relation where the rows are: what stands behind `from`
 */
export function rowsOf({ name, orderBy, partitionBy }: SelectedTable, relation: string): string {
  const partitions = exportables.find((each) => each.name === name)?.partitions ?? {};
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
