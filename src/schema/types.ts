/** The database engines that hold a warehouse. */
export type Engine = 'duckdb' | 'redshift';

/**
 * What the columns of a batch hold, which JSON has as texts and numbers. `integer` has 32 bits, `bigint` 64, `double` is IEEE 754
 * binary64.
 */
export type BatchType = 'text' | 'integer' | 'bigint' | 'double';

/** What a column holds. A `timestamp` is in UTC and has no time zone. */
export type ColumnType = BatchType | 'timestamp' | 'boolean';

/** What a VARCHAR takes at most on Redshift, in bytes. https://docs.aws.amazon.com/redshift/latest/dg/r_Character_types.html */
export const longestText = 65_535;

/**
 * The name of a type in the SQL of an engine.
 *
 * @param bytes what a text may take: Redshift counts them, DuckDB holds any text
 */
export function typeName(engine: Engine, type: ColumnType, bytes: number = longestText): string {
  return names[engine][type]?.(bytes) ?? type;
}

/** Where the name is not the word that we use. */
const names: Readonly<Record<Engine, Readonly<Partial<Record<ColumnType, (bytes: number) => string>>>>> = {
  duckdb: { text: () => 'varchar' },
  redshift: {
    text: (bytes) => `varchar(${bytes})`,
    double: () => 'double precision',
  },
};
