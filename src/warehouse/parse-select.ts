import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

/** A table that a SELECT reads, as it is written there, in lower case. */
export interface ReadTable {
  /** Empty where it is not written. */
  readonly schema: string;
  readonly name: string;
  /** The line of the text, from 1. */
  readonly line: number;
}

/** What the parser finds: the tables, or what is wrong with the text and on which line. */
export type ParsedSelect =
  | { readonly reads: readonly ReadTable[] }
  | { readonly problem: string; readonly line: number };

/**
 * Parses SELECTs by DuckDB's parser, without running them, whichever engine they are for: no other parser reads what that
 * engine reads, and SQL for Redshift differs from it in little. https://duckdb.org/docs/stable/data/json/sql_to_and_from_json
 */
export async function parseSelects(texts: readonly string[]): Promise<readonly ParsedSelect[]> {
  if (texts.length === 0) return [];
  parser ??= startParser();
  const connection = await (await parser).connect();
  try {
    const parsed: ParsedSelect[] = [];
    for (const text of texts) parsed.push(await parseSelect(connection, text));
    return parsed;
  } finally {
    connection.closeSync();
  }
}

/** One for the process: a run plans its tables twice, and to start DuckDB takes longer than to parse them. */
let parser: Promise<DuckDBInstance> | undefined;

async function startParser(): Promise<DuckDBInstance> {
  const { duckdb } = await import('./duckdb/api.ts');
  return await duckdb.DuckDBInstance.create(':memory:', { enable_external_access: 'false' });
}

interface Serialized {
  readonly error: boolean;
  readonly error_message?: string;
  readonly position?: string;
  readonly statements?: readonly Node[];
}

type Node = { readonly [key: string]: Node } | readonly Node[] | string | number | boolean | null;

async function parseSelect(connection: DuckDBConnection, text: string): Promise<ParsedSelect> {
  const reader = await connection.runAndReadAll('select json_serialize_sql($text::varchar)', { text });
  const { error, error_message, position, statements } = JSON.parse(
    String(reader.getRows()[0]?.[0]),
  ) as Serialized;
  if (error) return { problem: error_message ?? '', line: lineAt(text, Number(position ?? 0)) };
  const reads: ReadTable[] = [];
  collect(statements ?? [], new Set(), (name, schema, offset) =>
    reads.push({ schema: schema.toLowerCase(), name: name.toLowerCase(), line: lineAt(text, offset) }),
  );
  return { reads };
}

type Found = (name: string, schema: string, offset: number) => void;

/** Walks the tree; a CTE hides the table of its name, from behind its own definition on. */
function collect(node: Node | undefined, hidden: ReadonlySet<string>, found: Found): void {
  if (typeof node !== 'object' || node === null) return;
  if (isList(node)) {
    for (const each of node) collect(each, hidden, found);
    return;
  }
  const { cte_map: ctes, ...rest } = node;
  const inside = new Set(hidden);
  if (node.type === 'RECURSIVE_CTE_NODE') inside.add(String(node.cte_name).toLowerCase());
  for (const { key, value } of entriesOf(ctes)) {
    collect(value, inside, found);
    inside.add(key.toLowerCase());
  }
  if (node.type === 'BASE_TABLE') {
    const [name, schema] = [String(node.table_name), String(node.schema_name)];
    if (schema !== '' || !inside.has(name.toLowerCase())) found(name, schema, Number(node.query_location));
    return;
  }
  for (const each of Object.values(rest)) collect(each, inside, found);
}

function entriesOf(ctes: Node | undefined): readonly { readonly key: string; readonly value: Node }[] {
  const map = typeof ctes === 'object' && ctes !== null && !isList(ctes) ? ctes.map : undefined;
  return Array.isArray(map) ? (map as { readonly key: string; readonly value: Node }[]) : [];
}

function isList(node: Node): node is readonly Node[] {
  return Array.isArray(node);
}

/** The parser counts bytes. */
function lineAt(text: string, bytes: number): number {
  return Buffer.from(text).subarray(0, bytes).toString().split('\n').length;
}
