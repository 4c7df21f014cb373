import { stagingEvents, stagingSongs } from '../formats/columns.ts';
import { quoteName } from '../quote.ts';
import type { SchemaTable } from '../schema/table.ts';

export type ComparedType = 'text' | 'whole' | 'double' | 'boolean' | 'timestamp';

export interface ComparedTable {
  readonly name: string;
  /** What was loaded, not where it came from: the same file has another name in S3 than on a disk. */
  readonly columns: readonly { readonly name: string; readonly type: ComparedType }[];
}

const types = { text: 'text', integer: 'whole', bigint: 'whole', double: 'double' } as const;

/** The tables that two warehouses with the same data have in common. */
export const comparedTables: readonly ComparedTable[] = [
  ...[stagingEvents(), stagingSongs()].map(({ name, columns }) => ({
    name,
    columns: columns.map((column) => ({ name: column.name, type: types[column.type] })),
  })),
  table('songplays', {
    songplay_id: 'text',
    start_time: 'timestamp',
    user_id: 'whole',
    level: 'text',
    song_id: 'text',
    artist_id: 'text',
    session_id: 'whole',
    location: 'text',
    user_agent: 'text',
    item_in_session: 'whole',
    song: 'text',
    artist: 'text',
    length: 'double',
  }),
  table('users', { user_id: 'whole', first_name: 'text', last_name: 'text', gender: 'text', level: 'text' }),
  table('songs', { song_id: 'text', title: 'text', artist_id: 'text', year: 'whole', duration: 'double' }),
  table('artists', {
    artist_id: 'text',
    name: 'text',
    location: 'text',
    latitude: 'double',
    longitude: 'double',
  }),
  table('time', {
    start_time: 'timestamp',
    hour: 'whole',
    day: 'whole',
    week: 'whole',
    month: 'whole',
    year: 'whole',
    weekday: 'whole',
  }),
  table('etl.rejected_records', { line: 'whole', code: 'text' }),
];

function table(name: string, columns: Readonly<Record<string, ComparedType>>): ComparedTable {
  return { name, columns: Object.entries(columns).map(([column, type]) => ({ name: column, type })) };
}

/**
 * A table of a project folder as both warehouses can compute it.
 *
 * @returns nothing if its columns differ in more than what the engines call a type
 */
export function comparedOwnTable(first: SchemaTable, second: SchemaTable): ComparedTable | undefined {
  const [left, right] = [comparedColumns(first), comparedColumns(second)];
  const isEqual = JSON.stringify(left) === JSON.stringify(right);
  return isEqual ? { name: quoteName(first.name), columns: left } : undefined;
}

function comparedColumns({ columns }: SchemaTable): ComparedTable['columns'] {
  return columns.map(({ name, type }) => ({ name: quoteName(name), type: comparedType(type) }));
}

/** The engines call the sum of whole numbers by types of their own; what both print alike is compared as printed. */
function comparedType(type: string): ComparedType {
  if (/^(varchar|char|text)/.test(type)) return 'text';
  if (/^(double|real|float|decimal|numeric|hugeint)/.test(type)) return 'double';
  if (/^timestamp/.test(type)) return 'timestamp';
  return type === 'boolean' ? 'boolean' : 'whole';
}
