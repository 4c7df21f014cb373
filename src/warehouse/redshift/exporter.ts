import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SparkifyError, UsageError } from '../../errors.ts';
import { quoteLiteral, quoteName } from '../../quote.ts';
import { emptyFolder } from '../../s3/empty-folder.ts';
import { openS3Folder, type ReadableS3Folder } from '../../s3/folder.ts';
import { untilAborted } from '../../stopped.ts';
import { openDuckdb } from '../duckdb/duckdb.ts';
import type { Exporter } from '../exporter.ts';
import { type DatabaseColumn, readTableColumns } from '../table-columns.ts';
import type { Warehouse } from '../warehouse.ts';
import { findRedshift } from './find-redshift.ts';
import { openRedshift, type RedshiftOptions } from './redshift.ts';
import type { RedshiftConfig } from './settings.ts';
import { unloadSql } from './unload-sql.ts';

interface ExporterOptions extends Omit<RedshiftOptions, 'readOnly'> {
  readonly redshift: RedshiftConfig;
  readonly onWarning?: ((sentence: string) => void) | undefined;
}

/**
 * Tables of Redshift for DuckDB: UNLOAD writes them as Parquet below WORK in one transaction, and they are read from there. What is
 * made of them is the same as from a DuckDB file, and the role of Redshift needs no more than to write below WORK.
 *
 * @throws {UsageError} if WORK or the role is missing
 */
export async function openRedshiftExporter({ redshift, ...options }: ExporterOptions): Promise<Exporter> {
  const { signal, onWarning } = options;
  const found = await untilAborted(findRedshift(redshift, { readOnly: false, onWarning }), signal);
  const { role, work: place } = found;
  if (role === undefined || place === undefined) throw wayMissing(role === undefined ? 'role' : 'WORK');
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (let last = closing.pop(); last !== undefined; last = closing.pop()) await last();
  };
  try {
    const folder = await mkdtemp(join(tmpdir(), 'sparkify-unload-'));
    closing.push(() => rm(folder, { recursive: true, force: true }));
    const published = await openRedshift(found.connection, options);
    closing.push(async () => await published[Symbol.asyncDispose]());
    const location = `${place.replace(/\/$/, '')}/export-${randomUUID()}/`;
    const work = await openS3Folder(location, found.s3);
    closing.push(async () => await work[Symbol.asyncDispose]());
    closing.push(() => clear(work, location, onWarning));
    // A file, not memory: what does not fit there is written beside it.
    const duckdb = await openDuckdb(join(folder, 'unloaded.duckdb'), { signal });
    closing.push(async () => await duckdb[Symbol.asyncDispose]());
    const how = { role, location, kmsKey: found.s3.kmsKey, folder, signal };
    return {
      published,
      duckdb,
      take: (tables, confirm) => take(tables, confirm, { ...how, published, work }),
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Taking {
  readonly published: Warehouse;
  readonly work: ReadableS3Folder;
  /** Of that folder. */
  readonly location: string;
  readonly role: string;
  readonly kmsKey: string | undefined;
  /** Of this machine. */
  readonly folder: string;
  readonly signal: AbortSignal | undefined;
}

async function take(
  tables: readonly string[],
  confirm: () => Promise<void>,
  { published, work, location, role, kmsKey, folder, signal }: Taking,
): Promise<(table: string) => string> {
  await work.list(signal); // finds out where the bucket is
  const columns = await published.transaction(async () => {
    await confirm();
    for (const table of tables) {
      const to = `${location}${table}/`;
      await published.run(unloadSql({ table, to, role, region: work.region, kmsKey }));
    }
    return await readTableColumns(published, tables);
  });
  const unloaded = (await work.list(signal))
    .map(({ name }) => name)
    .filter((name) => name.endsWith('.parquet'));
  const relations = new Map<string, string>();
  for (const table of tables) {
    const names = unloaded.filter((name) => name.startsWith(`${table}/`));
    const files = await download(work, names, { place: join(folder, table), signal });
    relations.set(table, relationOf(columns.get(table) ?? [], files));
  }
  return (table) => relations.get(table) ?? quoteName(table);
}

/** Fetches files of UNLOAD, which are no larger than what is read whole; those of S3 are removed at the end. */
async function download(
  work: ReadableS3Folder,
  names: readonly string[],
  { place, signal }: { readonly place: string; readonly signal: AbortSignal | undefined },
): Promise<readonly string[]> {
  await mkdir(place);
  const files: string[] = [];
  for (const name of names) {
    const file = join(place, `${files.length}.parquet`);
    await writeFile(file, await work.read(name, signal));
    files.push(file);
  }
  return files;
}

/** A type of Redshift that DuckDB has by the same name; a column of another keeps the type that its files have. */
const sharedTypes =
  /^(?:numeric\(\d+, ?\d+\)|(?:bigint|boolean|date|double precision|integer|real|smallint|timestamp|timestamptz|varchar|char)\b)/;

/** The rows of files of Parquet, in the types of the table; UNLOAD may write none for a table without rows. */
function relationOf(columns: readonly DatabaseColumn[], files: readonly string[]): string {
  const values = columns.map(({ name, type }) => {
    const [shared] = sharedTypes.exec(type) ?? [];
    if (files.length === 0) return `cast(null as ${shared ?? 'varchar'}) as ${quoteName(name)}`;
    return shared === undefined
      ? quoteName(name)
      : `cast(${quoteName(name)} as ${shared}) as ${quoteName(name)}`;
  });
  const from =
    files.length === 0 ? 'where false' : `from read_parquet([${files.map(quoteLiteral).join(', ')}])`;
  return `(select ${values.join(', ')} ${from})`;
}

async function clear(
  work: ReadableS3Folder,
  location: string,
  onWarning: ((sentence: string) => void) | undefined,
): Promise<void> {
  try {
    await emptyFolder(work);
  } catch (error) {
    if (!(error instanceof SparkifyError)) throw error; // the export has ended, one way or the other
    onWarning?.(`Files below ${location} could not be removed: ${error.message}`);
  }
}

function wayMissing(what: 'role' | 'WORK'): UsageError {
  return what === 'role'
    ? new UsageError('SPK-420', 'No IAM role is configured that lets UNLOAD write to S3.', {
        details: ['Nothing was exported.'],
        hints: ['Give its ARN under [IAM_ROLE] ARN in dwh.cfg, or in REDSHIFT_IAM_ROLE.'],
      })
    : new UsageError('SPK-421', 'Tables leave Redshift through S3, and WORK does not say where.', {
        details: ['Nothing was exported.'],
        hints: ['Name one: WORK = s3://bucket/prefix under [S3] in dwh.cfg, or SPARKIFY_WORK.'],
      });
}
