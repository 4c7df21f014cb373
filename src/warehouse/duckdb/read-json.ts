import type { StagingColumn, StagingTable } from '../../formats/columns.ts';
import type { PlainFile } from '../../formats/pre-scan.ts';
import { longestRecord } from '../../formats/value-scan.ts';
import { quoteLiteral, quoteName } from '../../quote.ts';
import type { BatchTable } from '../../schema/tables.ts';
import { typeName } from '../../schema/types.ts';

/** A file of this machine that the engine reads as it is. */
export interface PlainPath {
  readonly path: string;
  /** Columns of whole numbers for which some record has the text "", which is NULL. */
  readonly withEmptyText: ReadonlySet<string>;
}

/** DuckDB reads pieces of twice the longest row, with a buffer for each thread. */
const leastRow = 1024 * 1024;

/** Inserts the rows of a batch, none of which has more bytes than the longest. */
export function insertBatch({ name: table, columns }: BatchTable, path: string, longestRow: number): string {
  const names = columns.map(({ name }) => quoteName(name)).join(', ');
  const types = columns.map(({ name, type }) => `${quoteName(name)}: '${typeName('duckdb', type)}'`);
  return `insert into ${table} (${names})\nselect ${names} from ${readJson([path], types, Math.max(longestRow, leastRow))}`;
}

/**
 * DuckDB's threads read a file in pieces of {@link longestRecord}, less four bytes that it keeps for its parser. A record that
 * begins in one piece and ends in the next without a line feed behind it is cut (seen with DuckDB 1.5.6): the statement fails,
 * or the record is missing.
 */
export function mayMisreadEnd({ bytes, openBytes }: Pick<PlainFile, 'bytes' | 'openBytes'>): boolean {
  const piece = Math.max(1, Math.ceil((bytes - openBytes) / longestRecord));
  const mostKept = 16; // four times what it keeps, since that is no promise
  return openBytes > 0 && bytes > piece * (longestRecord - mostKept);
}

/** Inserts the rows of whole files, each of which the pre-scan has found plain; their ids follow from the first one. */
export function insertPlain(table: StagingTable, files: readonly PlainPath[], firstFileId: number): string {
  const columns = [...table.columns.map(({ name }) => name), 'file_id'].map(quoteName).join(', ');
  return `insert into ${table.name} (${columns})\n${selectPlain(table, files, firstFileId)}`;
}

/**
 * The rows of whole files that the pre-scan found plain. DuckDB's reader takes more than `semantics.md` allows, and of two
 * equal keys the first: such files do not come here. Where "" is found for a whole number, which is NULL, all values of the
 * column are read as text first, which takes longer.
 */
function selectPlain(table: StagingTable, files: readonly PlainPath[], firstFileId: number): string {
  const asText = new Set(files.flatMap(({ withEmptyText }) => [...withEmptyText]));
  const columns = table.columns.map(
    (column) => `${keyOf(column)}: '${typeName('duckdb', asText.has(column.name) ? 'text' : column.type)}'`,
  );
  const selected = [
    ...table.columns.map((column) => `${selectedValue(column, asText)} as ${quoteName(column.name)}`),
    `${firstFileId} + file_index::integer as file_id`,
  ];
  return `select\n    ${selected.join(',\n    ')}\nfrom ${readJson(
    files.map(({ path }) => path),
    columns,
    longestRecord,
  )}`;
}

function selectedValue(column: StagingColumn, asText: ReadonlySet<string>): string {
  const key = keyOf(column);
  if (asText.has(column.name)) return `cast(nullif(${key}, '') as ${column.type})`;
  return column.type === 'double' ? `${key} + 0` : key; // -0.0 becomes 0.0, as in a batch
}

function readJson(paths: readonly string[], columns: readonly string[], longestRow: number): string {
  const list = paths.map(quoteLiteral).join(', ');
  return `read_json([${list}], columns = {${columns.join(', ')}}, auto_detect = false, format = 'newline_delimited', hive_partitioning = false, maximum_object_size = ${longestRow}, compression = 'uncompressed')`;
}

function keyOf({ path }: StagingColumn): string {
  return quoteName(String(path[0]));
}
