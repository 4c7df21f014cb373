import { type Members, readMembers } from '../../reference/members.ts';
import type { Backend } from '../backend.ts';
import { type Column, convert, FieldProblem } from './convert.ts';
import { getOr, type ObjectStore, objectsToCopy, parseUrl, readObject, urlOf } from './copy-objects.ts';
import { CopyRefused, type CopyStatement } from './copy-statement.ts';
import { readRecords } from './json-records.ts';
import { follow, type JsonPaths, JsonPathsProblem, parseJsonPaths } from './jsonpaths.ts';

/** The cluster that a COPY runs on, as far as a COPY notices. */
export interface CopyCluster {
  readonly database: Backend;
  readonly objects: ObjectStore;
  readonly roles: readonly string[];
  readonly region: string;
  /** Where a bucket is, if not in the cluster's region. */
  readonly bucketRegions: Readonly<Record<string, string>>;
}

/** One row of SYS_LOAD_ERROR_DETAIL. */
export interface LoadError {
  readonly file: string;
  readonly line: number;
  readonly column: Column | undefined;
  readonly position: number;
  readonly code: number;
  readonly message: string;
}

export interface CopyResult {
  readonly rows: number;
  /** The first bad record, which fails the COPY. */
  readonly error?: LoadError;
}

const maxObjectBytes = 4 * 1024 * 1024;

/** Executes a COPY of JSON by the rules of facts §1; raises CopyRefused for what fails before or beside the data. */
export async function copy(statement: CopyStatement, cluster: CopyCluster): Promise<CopyResult> {
  checkAccess(statement, cluster);
  const columns = await columnsOf(statement, cluster.database);
  const paths = await readPaths(statement, cluster.objects, columns.length);
  const rows: (string | null)[][] = [];
  for (const location of await objectsToCopy(statement, cluster.objects)) {
    for (const record of readRecords(await readObject(location, statement.gzip, cluster.objects))) {
      const row = readRow(record.text, columns, paths);
      if (Array.isArray(row)) rows.push(row);
      else return { rows: 0, error: { ...row, file: urlOf(location), line: record.line } };
    }
  }
  await insert(statement, columns, rows, cluster.database);
  return { rows: rows.length };
}

/** Refuses a role that the cluster may not assume, and a bucket of another region than is named. */
export function checkAccess(
  { role, region, from, manifest }: Pick<CopyStatement, 'role' | 'region' | 'from' | 'manifest'>,
  { roles, region: home, bucketRegions }: Omit<CopyCluster, 'database'>,
): void {
  const { bucket } = parseUrl(from);
  for (const arn of role === 'default' ? [] : (role ?? '').split(',')) {
    if (!roles.includes(arn)) {
      throw new CopyRefused(
        `User arn:aws:redshift:${home}:123456789012:dbuser:sparkify/awsuser is not authorized to assume IAM Role ${arn}`,
        'XX000',
      );
    }
  }
  if ((region ?? home) !== (bucketRegions[bucket] ?? home)) {
    throw new CopyRefused(
      'S3ServiceException:The bucket you are attempting to access must be addressed using the specified ' +
        `endpoint.,Status 301,Error PermanentRedirect${manifest ? ' (manifest)' : ''}`,
      'XX000',
    );
  }
}

async function columnsOf({ table, columns }: CopyStatement, database: Backend): Promise<Column[]> {
  const { rows } = await database.query<{ name: string; domain: string; type: string; required: boolean }>(
    `select a.attname as name, t.typname as domain, coalesce(b.typname, t.typname) as type, a.attnotnull as required
     from pg_catalog.pg_attribute a
     join pg_catalog.pg_type t on t.oid = a.atttypid
     left join pg_catalog.pg_type b on b.oid = t.typbasetype
     where a.attrelid = to_regclass($1) and a.attnum > 0 and not a.attisdropped
     order by a.attnum`,
    [table],
  );
  if (rows.length === 0) throw new CopyRefused(`Cannot COPY into nonexistent table ${table}`, '42P01');
  const all = rows.map(({ name, domain, type, required }): Column => {
    const length = /^varchar_(\d+)$/.exec(domain)?.[1];
    return { name, type, required, length: length === undefined ? undefined : Number(length) };
  });
  return (columns ?? all.map(({ name }) => name)).map((name) => {
    const column = all.find((each) => each.name === name);
    if (!column) throw new CopyRefused(`column "${name}" of relation "${table}" does not exist`, '42703');
    return column;
  });
}

async function readPaths({ json }: CopyStatement, objects: ObjectStore, columns: number): Promise<JsonPaths> {
  if (json === undefined || json === 'auto') return undefined;
  if (!json.startsWith('s3://'))
    throw new CopyRefused(`the stand-in does not imitate JSON '${json}'`, '0A000');
  const file = await getOr(objects, parseUrl(json));
  try {
    const paths = parseJsonPaths(file);
    if (paths && paths.length !== columns) {
      throw new CopyRefused('Number of jsonpaths and the number of columns should match', 'XX000');
    }
    return paths;
  } catch (error) {
    if (error instanceof JsonPathsProblem) throw new CopyRefused(error.message, 'XX000');
    throw error;
  }
}

type BadRecord = Omit<LoadError, 'file' | 'line'>;

function readRow(
  text: string | undefined,
  columns: readonly Column[],
  paths: JsonPaths,
): (string | null)[] | BadRecord {
  const bad = (code: number, message: string, position = 0, column?: Column): BadRecord => {
    return { code, message, position, column };
  };
  if (text === undefined) return bad(1216, 'Invalid JSON');
  if (text.length > maxObjectBytes) {
    return bad(1216, `JSON object size ${text.length} exceeds the maximum of ${maxObjectBytes} bytes`);
  }
  const members = text.startsWith('{') ? readMembers(text) : undefined;
  const row: (string | null)[] = [];
  for (const [index, column] of columns.entries()) {
    try {
      row.push(convert(fieldOf({ text, members }, column, paths?.[index]), column));
    } catch (error) {
      if (error instanceof FieldProblem) return bad(error.code, error.message, error.position, column);
      if (error instanceof JsonPathsProblem) return bad(1216, error.message, 0, column);
      throw error;
    }
  }
  return row;
}

/** 'auto' compares keys with the lower-case names of columns, case and all [dg:copy-parameters-data-format]. */
function fieldOf(
  { text, members }: { readonly text: string; readonly members: Members | undefined },
  column: Column,
  [first, ...rest]: readonly (string | number)[] = [],
): string | undefined {
  if (typeof first === 'number') return follow(text, [first, ...rest]);
  if (first === undefined && members === undefined)
    throw new JsonPathsProblem('arrays as rows need a JSONPaths file');
  return follow(members?.get(first ?? column.name), rest);
}

async function insert(
  { table }: CopyStatement,
  columns: readonly Column[],
  rows: readonly (readonly (string | null)[])[],
  database: Backend,
): Promise<void> {
  if (rows.length === 0) return;
  const cell = (value: string | null) => (value === null ? '' : `"${value.replaceAll('"', '""')}"`);
  const csv = rows.map((row) => row.map(cell).join(',')).join('\n');
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  await database.load(table, names, `${csv}\n`);
}
