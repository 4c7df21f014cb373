import type { TableKind } from './definition.ts';

/** A column as an engine makes it, in words. */
export interface SchemaColumn {
  readonly name: string;
  readonly type: string;
  readonly meaning: string;
  /** Whether it is part of the primary key. */
  readonly key: boolean;
  /** The table and column whose row it names, such as `users.user_id`. */
  readonly references: string | null;
}

/** A table as an engine makes it, in words. */
export interface SchemaTable {
  /** With its schema where that is not the default one, such as `etl.runs`. */
  readonly name: string;
  readonly kind: TableKind;
  /** Grain and purpose. */
  readonly meaning: string;
  readonly columns: readonly SchemaColumn[];
}

/** A table of a warehouse, with what is in it. */
export interface CountedTable extends SchemaTable {
  readonly rows: number;
}
