import type { ColumnType } from './types.ts';

/** What a table is to the model. */
export type TableKind = 'fact' | 'dimension' | 'staging' | 'manifest' | 'log' | 'own';

/** A column, described once for both engines. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** The bytes that a text takes at most on Redshift. */
  readonly bytes?: number;
  readonly meaning: string;
  /** Whether it is part of the primary key. */
  readonly isKey?: boolean;
  /** Whether its texts are random and all different, so that compressing them takes more time than it saves. */
  readonly isRandom?: boolean;
  /** The table and column whose row it names, such as `users.user_id`. */
  readonly references?: string;
  /** Whether a row may have nothing that it references. */
  readonly isOptional?: boolean;
  /** The key of the source's records that feeds it, unless a JSONPaths file names another. */
  readonly from?: string;
}

/** A table, described once: all that the program knows of tables is made from this. */
export interface Table<Name extends string = string> {
  /** With its schema where that is not the default one, such as `etl.runs`. */
  readonly name: Name;
  readonly kind: TableKind;
  /** Grain and purpose. */
  readonly meaning: string;
  /** Where Redshift keeps rows: all on each node, anywhere, or rows of one value together. docs/engines.md */
  readonly distribution: 'all' | 'even' | { readonly key: string };
  /** The sort key on Redshift. */
  readonly sortedBy?: string | undefined;
  /** The columns without which a record of the source is rejected; of several that a record lacks, its reason names the first. */
  readonly required?: readonly string[];
  readonly columns: readonly Column[];
}

/** A column, without the name that its table gives it. */
export type Definition = Omit<Column, 'name'>;
type More = Omit<Definition, 'type' | 'bytes' | 'meaning'>;

export function text(bytes: number, meaning: string, more: More = {}): Definition {
  return { type: 'text', bytes, meaning, ...more };
}

export const integer = definer('integer');
export const bigint = definer('bigint');
export const double = definer('double');
export const timestamp = definer('timestamp');
export const boolean = definer('boolean');

function definer(type: ColumnType) {
  return (meaning: string, more: More = {}): Definition => ({ type, meaning, ...more });
}

export function defineTable<const Name extends string, ColumnName extends string>({
  columns,
  ...table
}: Omit<Table<Name>, 'columns' | 'distribution' | 'sortedBy' | 'required'> & {
  readonly distribution: 'all' | 'even' | { readonly key: NoInfer<ColumnName> };
  readonly sortedBy?: NoInfer<ColumnName>;
  readonly required?: readonly NoInfer<ColumnName>[];
  readonly columns: Readonly<Record<ColumnName, Definition>>;
}): Table<Name> {
  const described = Object.entries<Definition>(columns).map(([name, column]) => ({ name, ...column }));
  return { ...table, columns: described };
}
