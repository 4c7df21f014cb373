import { gunzipSync } from 'node:zlib';
import type { S3Folder } from '../s3/folder.ts';
import type { WarehouseOptions } from './connect.ts';
import { currentVersion } from './migrations.ts';
import { type RedshiftConfig, withEndpoint } from './redshift/settings.ts';
import type { Loader, OnStatement, Row, Warehouse } from './warehouse.ts';

/** A SQL preview: it reports every statement, and answers each as a warehouse without rows does. */
export interface PaperWarehouse extends Warehouse {
  readonly loader: Loader;
  /** From now on it answers that it has tables. */
  haveTables(): void;
}

/** Opens no warehouse by its location: nothing is contacted, and all else is as with `connect`. */
export async function openPaperWarehouse(
  location: string,
  { redshift }: WarehouseOptions,
  onStatement: OnStatement,
): Promise<PaperWarehouse> {
  return location === 'redshift'
    ? await onPaperRedshift(redshift, onStatement)
    : await onPaperDuckdb(location, onStatement);
}

async function onPaperDuckdb(location: string, onStatement: OnStatement): Promise<PaperWarehouse> {
  const { duckdbLoader } = await import('./duckdb/loader.ts');
  const paper = { ...paperWarehouse({ engine: 'duckdb', location, onStatement }), engine: 'duckdb' } as const;
  return { ...paper, loader: duckdbLoader(paper) };
}

async function onPaperRedshift(
  redshift: RedshiftConfig | undefined,
  onStatement: OnStatement,
): Promise<PaperWarehouse> {
  const [{ redshiftLoader }, { expandEpochMs }] = await Promise.all([
    import('./redshift/loader.ts'),
    import('./redshift/epoch-ms.ts'),
  ]);
  const work = paperFolder(redshift?.work);
  const paper = paperWarehouse({
    engine: 'redshift',
    location: 'redshift',
    onStatement: (sql, parameters) => onStatement(expandEpochMs(sql), parameters),
    lockWith: (tables) => `lock ${tables.join(', ')}`,
    countCopied: work.takeRows,
  });
  const loader = redshiftLoader(paper, {
    role: redshift?.role ?? roleOfTheCluster,
    work: redshift?.work === undefined ? undefined : work,
    bucketRegion: redshift?.bucketRegion ?? redshift?.s3.region ?? regionOfTheCluster(redshift),
    folder: 'run-on-paper',
    slices: 1,
  });
  return { ...paper, loader };
}

/** Takes the place of the role that a run finds at the cluster. */
const roleOfTheCluster = 'arn:aws:iam::000000000000:role/role-of-the-cluster';

/** Takes the place of the region of the bucket, for which a run asks S3. */
function regionOfTheCluster(redshift: RedshiftConfig | undefined): string {
  return (redshift && withEndpoint(redshift.connection).aws?.region) ?? 'us-west-2';
}

interface PaperOptions extends Pick<Warehouse, 'engine' | 'location'> {
  readonly onStatement: OnStatement;
  /** The statement that locks tables, if the engine knows one. */
  readonly lockWith?: (tables: readonly string[]) => string;
  /** The rows that the COPY just reported would have loaded. */
  readonly countCopied?: () => number | undefined;
}

function paperWarehouse(options: PaperOptions): Omit<PaperWarehouse, 'loader'> {
  const { engine, location, onStatement, lockWith, countCopied } = options;
  let hasTables = false;
  const answer = (sql: string): readonly Row[] => {
    if (!hasTables) return [];
    if (sql.includes('information_schema.tables'))
      return [{ table_name: 'files' }, { table_name: 'migrations' }];
    return sql.includes('max(version)') ? [{ version: currentVersion() }] : [];
  };
  const query: Warehouse['query'] = async (statement, parameters = {}) => {
    const sql = typeof statement === 'string' ? statement : statement.text;
    onStatement(sql, parameters);
    return { columns: [], rows: answer(sql) };
  };
  const paper: Omit<PaperWarehouse, 'loader'> = {
    engine,
    location,
    engineVersion: engine,
    cteAs: 'as',
    async denyFiles() {}, // a SELECT of Redshift has no way to files
    query,
    queryFirst: async (statement) => ({ ...(await query(statement)), numbers: [], truncatedBy: undefined }),
    async run(statement, parameters) {
      await query(statement, parameters);
      return countCopied?.() ?? 1;
    },
    async transaction(work, { lock = [] } = {}) {
      await query('begin');
      if (lock.length > 0 && lockWith !== undefined) await query(lockWith(lock));
      const result = await work();
      await query('commit');
      return result;
    },
    another: async () => paper,
    interrupt() {},
    haveTables() {
      hasTables = true;
    },
    async [Symbol.asyncDispose]() {},
  };
  return paper;
}

/** A folder of S3 that keeps nothing but the number of rows in what is put. */
function paperFolder(work = ''): S3Folder & { takeRows(): number | undefined } {
  const folder = work.replace(/^s3:\/\//, '').replace(/\/$/, '');
  let rows: number | undefined;
  return {
    region: 'us-west-2',
    async put(name, body) {
      if (name.endsWith('.gz')) rows = (rows ?? 0) + gunzipSync(body).toString().trimEnd().split('\n').length;
      return `s3://${folder}/${name}`;
    },
    async remove() {},
    takeRows() {
      const taken = rows;
      rows = undefined;
      return taken;
    },
    async [Symbol.asyncDispose]() {},
  };
}
