import { quoteName } from '../quote.ts';
import { reading, type WarehouseOrLocation } from '../warehouse/open-warehouse.ts';
import { describeOwnTables } from '../warehouse/own-tables.ts';
import type { Row, Value, Warehouse } from '../warehouse/warehouse.ts';
import { type ComparedTable, comparedOwnTable, comparedTables } from './compared-tables.ts';
import { digestSql, rowsSql } from './digest-sql.ts';

/** What two warehouses hold in one table. */
export interface TableDiff {
  readonly table: string;
  readonly equal: boolean;
  /** Rows in the first and in the second warehouse. */
  readonly rows: readonly [first: number, second: number];
  /** Rows that only one of them holds, at most {@link shownRows} of each. */
  readonly only_in_first: readonly Row[];
  /** The same of the second. */
  readonly only_in_second: readonly Row[];
}

/** What two warehouses hold; `sparkify diff --json` prints it with their names. */
export interface DiffReport {
  readonly equal: boolean;
  readonly tables: readonly TableDiff[];
}

/** Differing rows that are shown of each table and warehouse. */
export const shownRows = 5;

/**
 * Compares the rows of two warehouses, on either engine: staging, star, and rejected records. Each engine
 * computes digests of its own rows; rows themselves are fetched only from where the digests differ.
 */
export async function diff(first: WarehouseOrLocation, second: WarehouseOrLocation): Promise<DiffReport> {
  return await reading(first, (left) =>
    reading(second, async (right) => {
      const tables: TableDiff[] = [];
      for (const table of comparedTables) tables.push(await diffTable(table, left, right));
      tables.push(...(await diffOwnTables(left, right)));
      return { equal: tables.every(({ equal }) => equal), tables };
    }),
  );
}

/** The tables of project folders; one that is missing, or has other columns, differs. */
async function diffOwnTables(first: Warehouse, second: Warehouse): Promise<readonly TableDiff[]> {
  const [left, right] = [await describeOwnTables(first), await describeOwnTables(second)];
  const names = [...new Set([...left, ...right].map(({ name }) => name))].sort();
  const diffs: TableDiff[] = [];
  for (const name of names) {
    const [here, there] = [left, right].map((tables) => tables.find((table) => table.name === name));
    const compared = here && there && comparedOwnTable(here, there);
    if (compared !== undefined) {
      diffs.push({ ...(await diffTable(compared, first, second)), table: name });
      continue;
    }
    const rows = [await countAll(here && first, name), await countAll(there && second, name)] as const;
    diffs.push({ table: name, equal: false, rows, only_in_first: [], only_in_second: [] });
  }
  return diffs;
}

async function countAll(warehouse: Warehouse | undefined, table: string): Promise<number> {
  if (warehouse === undefined) return 0;
  const { rows } = await warehouse.query(`select count(*) as row_count from ${quoteName(table)}`);
  return Number(rows[0]?.row_count);
}

async function diffTable(table: ComparedTable, first: Warehouse, second: Warehouse): Promise<TableDiff> {
  const [left, right] = await Promise.all([digests(table, first), digests(table, second)]);
  const differing = [...new Set([...left.keys(), ...right.keys()])]
    .filter((bucket) => left.get(bucket)?.digest !== right.get(bucket)?.digest)
    .sort();
  return {
    table: table.name,
    equal: differing.length === 0,
    rows: [countRows(left), countRows(right)],
    ...(await differingRows(table, differing, first, second)),
  };
}

type Digests = ReadonlyMap<string, { readonly rows: number; readonly digest: string }>;

async function digests(table: ComparedTable, warehouse: Warehouse): Promise<Digests> {
  const { rows } = await warehouse.query(digestSql(table));
  return new Map(
    rows.map(({ bucket, row_count, first_sum, second_sum }) => [
      String(bucket),
      { rows: Number(row_count), digest: `${row_count} ${first_sum} ${second_sum}` },
    ]),
  );
}

function countRows(digests: Digests): number {
  return [...digests.values()].reduce((sum, { rows }) => sum + rows, 0);
}

/** Buckets looked at in one statement, and the most of them: enough rows to show are found before. */
const bucketsAtOnce = 16;

async function differingRows(
  table: ComparedTable,
  buckets: readonly string[],
  first: Warehouse,
  second: Warehouse,
): Promise<Pick<TableDiff, 'only_in_first' | 'only_in_second'>> {
  if (buckets.length === 0) return { only_in_first: [], only_in_second: [] };
  const sql = rowsSql(table, buckets.slice(0, bucketsAtOnce));
  const [left, right] = await Promise.all([first.query(sql), second.query(sql)]);
  return {
    only_in_first: shown(without(left.rows, right.rows), table),
    only_in_second: shown(without(right.rows, left.rows), table),
  };
}

/** Rows that are here more often than there. */
function without(here: readonly Row[], there: readonly Row[]): readonly Row[] {
  const counts = new Map<Value, number>();
  for (const { row_text = null } of there) counts.set(row_text, (counts.get(row_text) ?? 0) + 1);
  return here.filter(({ row_text = null }) => {
    const count = counts.get(row_text) ?? 0;
    counts.set(row_text, count - 1);
    return count <= 0;
  });
}

/** The first rows, in the order of the table's columns. */
function shown(rows: readonly Row[], { columns }: ComparedTable): readonly Row[] {
  const keyOf = (row: Row) => columns.map(({ name }) => String(row[name]).padStart(20)).join('|');
  return [...rows]
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    .slice(0, shownRows)
    .map(({ row_text, ...row }) => row);
}
