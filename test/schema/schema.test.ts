import { expect, test } from 'vitest';
import { createTables } from '../../src/load/create-tables.ts';
import { describeSchema } from '../../src/schema/describe.ts';
import { tables } from '../../src/schema/tables.ts';
import { connect } from '../../src/warehouse/connect.ts';
import { describeWarehouse } from '../../src/warehouse/describe-warehouse.ts';
import type { Row, Warehouse } from '../../src/warehouse/warehouse.ts';
import { engines } from '../engines.ts';

test('every table and column has a meaning', () => {
  const meanings = tables.flatMap(({ meaning, columns }) => [
    meaning,
    ...columns.map((each) => each.meaning),
  ]);
  expect(meanings.length).toBeGreaterThan(100);
  expect(meanings.filter((meaning) => meaning.trim() === '')).toEqual([]);
});

test('a reference names a column that is there', () => {
  const columns = describeSchema('duckdb').flatMap((table) =>
    table.columns.map(({ name }) => `${table.name}.${name}`),
  );
  const references = describeSchema('duckdb').flatMap((table) =>
    table.columns.map((each) => each.references),
  );
  expect(references.filter((each) => each !== null && !columns.includes(each))).toEqual([]);
});

test('no meaning holds a backslash: Redshift would take it for an escape', () => {
  expect(JSON.stringify(tables).replaceAll('\\"', '')).not.toContain('\\');
});

/** Name and type of each column, and what the database says about it, as DuckDB and PostgreSQL report them. */
const catalogues = {
  duckdb: {
    columns:
      'select schema_name, table_name, column_name, lower(data_type) as type, comment from duckdb_columns() where not internal',
    tables: 'select schema_name, table_name, comment from duckdb_tables() where not internal',
  },
  redshift: {
    columns: `select n.nspname as schema_name, c.relname as table_name, a.attname as column_name,
        col_description(c.oid, a.attnum) as comment
      from pg_attribute as a
      inner join pg_class as c on c.oid = a.attrelid
      inner join pg_namespace as n on n.oid = c.relnamespace
      where a.attnum > 0 order by a.attnum`,
    tables: `select n.nspname as schema_name, c.relname as table_name, obj_description(c.oid) as comment
      from pg_class as c inner join pg_namespace as n on n.oid = c.relnamespace`,
  },
};

async function expectCommented(warehouse: Warehouse): Promise<readonly Row[]> {
  const catalogue = catalogues[warehouse.engine];
  const { rows: columns } = await warehouse.query(catalogue.columns);
  const { rows: described } = await warehouse.query(catalogue.tables);
  for (const table of describeSchema(warehouse.engine)) {
    const [name, schema] = table.name.split('.').reverse();
    const isOf = (row: Row) => row.table_name === name && (row.schema_name === 'etl') === (schema === 'etl');
    expect(described.filter(isOf).map(({ comment }) => comment)).toEqual([table.meaning]);
    expect(columns.filter(isOf).map((row) => [row.column_name, row.comment])).toEqual(
      table.columns.map((column) => [column.name, column.meaning]),
    );
  }
  return columns;
}

for (const { name, fresh } of engines) {
  test(`the tables that are made on ${name} are those described, and say so themselves`, async () => {
    await using place = await fresh();
    await createTables(place.at.warehouse, place.at);
    await using warehouse = await connect(place.at.warehouse, place.at);
    const made = await expectCommented(warehouse);
    for (const table of describeSchema('duckdb')) {
      if (name !== 'duckdb') break; // the stand-in's catalogue calls types by PostgreSQL's names
      const types = made.filter((row) => row.table_name === table.name.split('.').at(-1));
      expect(types.map(({ type }) => type)).toEqual(table.columns.map(({ type }) => type));
    }
    const counted = (await describeWarehouse(warehouse)).map((table) => [table.name, table.rows]);
    const withOneRow = ['etl.migrations', 'etl.lock'];
    expect(counted).toEqual(tables.map(({ name }) => [name, withOneRow.includes(name) ? 1 : 0]));
  });
}
