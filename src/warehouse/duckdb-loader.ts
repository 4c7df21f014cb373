import type { ColumnType, StagingColumn, StagingTable } from '../formats/columns.ts';
import { quoteLiteral, quoteName } from '../quote.ts';
import type { DuckdbWarehouse } from './duckdb.ts';
import { roomyTables } from './duckdb-roomy-tables.ts';
import { StatementError } from './statement-error.ts';
import { type DirectFile, type Loader, UnsuitableFiles } from './warehouse.ts';

/** Longer lines are rejected by the exact reader; this is the engine's own default, and sizes its buffers. */
const longestLine = 16 * 1024 * 1024;

/** Takes records into the staging tables of a DuckDB warehouse by its own JSON reader. */
export function duckdbLoader(warehouse: DuckdbWarehouse): Loader {
  return {
    async loadDirect(table, files) {
      const columns = [...table.columns.map(({ name }) => name), 'file_id'].map(quoteName).join(', ');
      try {
        await warehouse.run(`insert into ${table.name} (${columns})\n${selectDirect(table, files)}`);
      } catch (error) {
        if (!isAboutData(error)) throw error;
        throw new UnsuitableFiles(await unsuitableOf(warehouse, table, files), error);
      }
    },

    packsBy: 'reader',

    openTable: ({ name: table, columns }) => ({
      async load(path) {
        const names = columns.map(({ name }) => quoteName(name)).join(', ');
        const types = columns.map(({ name, type }) => `${quoteName(name)}: '${packTypes[type]}'`);
        await warehouse.run(
          `insert into ${table} (${names})\nselect ${names} from ${readJson([path], types)}`,
        );
      },
      async end() {},
    }),

    textLimits: () => new Map(),

    roomy: roomyTables(warehouse),
    rightsOf: async () => [], // whoever opens the file may do everything
    async afterRun() {},
  };
}

const packTypes: Readonly<Record<ColumnType, string>> = {
  text: 'varchar',
  integer: 'integer',
  bigint: 'bigint',
  double: 'double',
};

/** Reads each file on its own, on a second connection: the failure has ended the first one's transaction. */
async function unsuitableOf(
  warehouse: DuckdbWarehouse,
  table: StagingTable,
  files: readonly DirectFile[],
): Promise<readonly number[]> {
  await using reader = await warehouse.another();
  const unsuitableIds: number[] = [];
  for (const file of files) {
    try {
      await reader.query(`select bit_xor(hash(columns(*))) from (${selectDirect(table, [file])})`);
    } catch (error) {
      if (!isAboutData(error)) throw error;
      unsuitableIds.push(file.fileId);
    }
  }
  return unsuitableIds;
}

function isAboutData(error: unknown): boolean {
  return (
    error instanceof StatementError && /^(Invalid Input|Conversion|Out of Range) Error/.test(error.message)
  );
}

/**
 * The rows of whole files. DuckDB's reader takes more than `semantics.md` allows: 3.7 for the integer 4, true for 1,
 * "0x1F" for 31 (`docs/engines.md`). So whole numbers are read as the text that DuckDB prints for them, others as doubles, and a
 * value that might have been something else stops the statement: then the exact reader judges the file.
 */
function selectDirect(table: StagingTable, files: readonly DirectFile[]): string {
  const types = new Map(table.columns.map((column) => [keyOf(column), directTypes[column.type]]));
  const columns = [...types].map(([key, type]) => `${quoteName(key)}: '${type}'`);
  const [first] = files;
  const selected = [
    ...table.columns.map((column) => `${requiredValue(column, table)} as ${quoteName(column.name)}`),
    `${first?.fileId ?? 0} + file_index::integer as file_id`,
  ];
  return `select\n    ${selected.join(',\n    ')}\nfrom ${readJson(
    files.map(({ path }) => path),
    columns,
  )}`;
}

function readJson(paths: readonly string[], columns: readonly string[]): string {
  const list = paths.map(quoteLiteral).join(', ');
  return `read_json([${list}], columns = {${columns.join(', ')}}, auto_detect = false, format = 'newline_delimited', maximum_object_size = ${longestLine}, compression = 'uncompressed')`;
}

const directTypes: Readonly<Record<ColumnType, string>> = {
  text: 'varchar',
  integer: 'varchar',
  bigint: 'varchar',
  double: 'double',
};

function keyOf({ path }: StagingColumn): string {
  return String(path[0]);
}

const unsuitable = "error('unsuitable')";

function requiredValue(column: StagingColumn, table: StagingTable): string {
  const key = quoteName(keyOf(column));
  const missing = isWhole(column) ? `coalesce(${key}, '') = ''` : `${key} is null`;
  const value = guardedValue(column);
  if (table.required.includes(column.name))
    return `case when ${missing} then ${unsuitable} else ${value} end`;
  const page = table.columns.find(({ name }) => name === 'page');
  if (column.name !== 'user_id' || page === undefined) return value;
  return `case when ${missing} and ${quoteName(keyOf(page))} = 'NextSong' then ${unsuitable} else ${value} end`;
}

function isWhole({ type }: StagingColumn): boolean {
  return type === 'integer' || type === 'bigint';
}

/** The value of a column, or an error where the exact reader has to look. */
function guardedValue(column: StagingColumn): string {
  const key = quoteName(keyOf(column));
  switch (column.type) {
    case 'text': // An object or array arrives as text that DuckDB wrote anew; a text may look like one.
      // Its first character is '{' or '[': told by order, which costs a third of what starts_with does.
      return `case when ${key} >= '[' and (${key} < '\\' or ${key} >= '{') and json_valid(${key}) then ${unsuitable} else ${key} end`;
    case 'integer':
    case 'bigint': // Only the plain digits survive the way to a number and back.
      return `case when coalesce(${key}, '') = '' then null when ${key} = ${key}::${column.type}::varchar then ${key}::${column.type} else ${unsuitable} end`;
    case 'double': // 0 and 1 may have been false and true.
      return `case when ${key} is null then null when isfinite(${key}) and ${key} not in (0, 1) then ${key} else ${unsuitable} end`;
  }
}
