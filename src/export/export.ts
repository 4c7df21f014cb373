import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { InterruptedError, TransientError, UsageError } from '../errors.ts';
import { isS3Location } from '../s3/location.ts';
import type { S3Settings } from '../s3/settings.ts';
import { openExporter } from '../warehouse/connect.ts';
import type { OpenOptions } from '../warehouse/open-warehouse.ts';
import { requireCurrentTables } from '../warehouse/schema-version.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { openBeside } from './beside.ts';
import {
  type ExportFormat,
  type ExportManifest,
  type ExportRequest,
  isSameExport,
  makeManifest,
} from './manifest.ts';
import { readPublishedRun } from './published-run.ts';
import { exportablesOf, selectTables } from './selection.ts';
import type { ExportTarget } from './target.ts';
import { databaseTarget } from './to-database.ts';
import { folderTarget } from './to-folder.ts';
import { s3Target } from './to-s3.ts';
import { tableWriter } from './writer.ts';

/** What is exported, and how. */
export interface ExportOptions extends OpenOptions {
  /** The warehouse to read: a DuckDB file, `redshift`, or one that is open, which is opened once more to write files. */
  readonly warehouse: string | Warehouse;
  /** A folder, also `s3://bucket/prefix`, or a DuckDB file whose name ends in `.duckdb`. */
  readonly to: string;
  /** How to reach S3, if that is the target. */
  readonly s3?: S3Settings | undefined;
  /** Default: `duckdb` for a name that ends in `.duckdb`, `csv` for one in `.csv`, else `parquet`. */
  readonly format?: ExportFormat | undefined;
  /** Names of tables; default: the whole star, and the tables of the project folder. */
  readonly tables?: readonly string[] | undefined;
  /** `year`, `month`, `artist_id`: a table is partitioned by those of them that it has. */
  readonly partitionBy?: readonly string[] | undefined;
  /** When the export is made, for its manifest; now unless given. */
  readonly now?: Date;
}

/** What an export did. */
export interface ExportReport {
  /** `unchanged`: the target already holds this very export. */
  readonly status: 'exported' | 'unchanged';
  readonly warehouse: string;
  readonly to: string;
  readonly manifest: ExportManifest;
}

/**
 * Copies published tables for other tools. Readers of the target see the previous copy or the new one, never a mixture;
 * the same export again changes nothing.
 *
 * @throws {UsageError} for a target that this program did not make, or that is the warehouse itself
 * @throws {TransientError} if the warehouse or the target is in use, or the disk is full
 * @throws {InterruptedError} if `signal` aborts
 */
export async function exportTables(options: ExportOptions): Promise<ExportReport> {
  return await makeExport(options).catch((error: unknown) => {
    throw options.signal?.aborted ? stoppedExport(options.to, error) : error;
  });
}

async function makeExport(options: ExportOptions): Promise<ExportReport> {
  const { to, tables, now = new Date() } = options;
  const partitionBy = [...new Set(options.partitionBy)];
  const location = locationOf(options);
  const format = formatOf(options);
  requireAnotherFile(location, to);
  await using exporter = await openExporter(location, options);
  await requireCurrentTables(exporter.published, location);
  const run = await readPublishedRun(exporter.published);
  const selected = selectTables(await exportablesOf(exporter.published), tables, partitionBy);
  const request: ExportRequest = {
    run_id: run.runId,
    attempt_id: run.attemptId,
    format,
    tables: selected.map(({ name }) => name),
    partition_by: partitionBy,
  };
  await using target = await openTarget(options, format, run.runId);
  const current = await target.current();
  const about = { warehouse: location, to };
  if (current?.isIntact && isSameExport(current.manifest, request)) {
    return { status: 'unchanged', ...about, manifest: current.manifest };
  }
  const relation = await exporter.take(request.tables, async () => {
    const { attemptId } = await readPublishedRun(exporter.published);
    if (attemptId !== run.attemptId) throw anotherRun();
  });
  const writer = tableWriter(exporter.duckdb, relation, format);
  const manifest = await target.replace(selected, writer, (written) => makeManifest(request, written, now));
  return { status: 'exported', ...about, manifest };
}

/**
 * Finds out whether an export could replace what its target holds; writes nothing.
 *
 * @throws {UsageError} if it could not
 */
export async function requireTarget(options: ExportOptions): Promise<void> {
  const format = formatOf(options);
  requireAnotherFile(locationOf(options), options.to);
  await using target = await openTarget(options, format, '0');
  await target.current();
}

/** The target is as it was; but S3 gets file after file, and the manifest last. */
function stoppedExport(to: string, cause: unknown): InterruptedError {
  if (!isS3Location(to)) return new InterruptedError('SPK-109', 'Stopped; nothing was exported.', { cause });
  return new InterruptedError('SPK-109', `Stopped; the export to ${to} is not complete.`, {
    cause,
    details: ['Files of it may be there, but not its manifest: readers take the export before.'],
    hints: ['Run the same command again: it completes the export.'],
  });
}

function anotherRun(): TransientError {
  return new TransientError('SPK-806', 'Another run was published while the export began.', {
    details: ['Nothing was exported.'],
    hints: ['Run the same command again.'],
  });
}

function locationOf({ warehouse }: ExportOptions): string {
  return typeof warehouse === 'string' ? warehouse : warehouse.location;
}

async function openTarget(
  { to, s3, signal }: ExportOptions,
  format: ExportFormat,
  runId: string,
): Promise<ExportTarget & AsyncDisposable> {
  if (isS3Location(to)) {
    if (s3 === undefined) throw new Error(`${to} is in S3, and there are no settings to reach it.`);
    const { openS3Folder } = await import('../s3/folder.ts');
    const folder = await openS3Folder(to, s3);
    return {
      ...s3Target(folder, { to, runId, signal }),
      [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
    };
  }
  const beside = await openBeside(to);
  const target = format === 'duckdb' ? databaseTarget(beside) : folderTarget(beside);
  return { ...target, [Symbol.asyncDispose]: async () => beside[Symbol.dispose]() };
}

/** What a DuckDB file is called. */
export const databaseFile = /\.(duckdb|db|ddb)$/i;

/** @throws {UsageError} for a format that the target cannot have */
function formatOf({ to, format, partitionBy = [] }: ExportOptions): ExportFormat {
  const chosen = format ?? (databaseFile.test(to) ? 'duckdb' : /\.csv\/?$/i.test(to) ? 'csv' : 'parquet');
  if (isS3Location(to) && chosen === 'duckdb')
    throw refused(
      'A DuckDB file cannot be written to S3.',
      'Use --format parquet, or export to a file and copy it.',
    );
  if (chosen !== 'duckdb' && databaseFile.test(to))
    throw refused(
      `--format ${chosen} makes a folder, but --to ${to} names a DuckDB file.`,
      'Name a folder with --to.',
    );
  if (chosen === 'duckdb' && !databaseFile.test(to))
    throw refused(
      `--format duckdb makes one file, but --to ${to} does not end in .duckdb.`,
      `For example --to ${to.replace(/\/$/, '')}.duckdb`,
    );
  if (chosen === 'duckdb' && partitionBy.length > 0)
    throw refused('A DuckDB file has no partitions.', 'Leave out --partition-by, or use --format parquet.');
  return chosen;
}

/** The copy must never replace the warehouse, whichever name or link leads to it. */
function requireAnotherFile(warehouse: string, to: string): void {
  if (['.wal', '.tmp'].some((ending) => resolve(to) === `${resolve(warehouse)}${ending}`))
    throw refused(`--to ${to} is a file that DuckDB keeps beside the warehouse.`, 'Name another one.');
  if (identityOf(warehouse) === undefined || identityOf(warehouse) !== identityOf(to)) return;
  throw refused(`--to ${to} is the warehouse itself (${realpathSync(warehouse)}).`, 'Name another file.');
}

/** Device and inode: the same for every path, link and hard link of a file. */
function identityOf(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(path);
    return `${dev}:${ino}`;
  } catch {
    return undefined; // there is no such file; what else is wrong with its path is reported where it is written
  }
}

function refused(problem: string, hint: string): UsageError {
  return new UsageError('SPK-805', problem, { details: ['Nothing was exported.'], hints: [hint] });
}
