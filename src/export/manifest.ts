import { createHash } from 'node:crypto';

/** A file of an export. */
export interface ExportedFile {
  /** Below the target, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** The hash of the file's bytes, in hexadecimal. */
  readonly sha256: string;
}

/** A table of an export. */
export interface ExportedTable {
  readonly name: string;
  readonly rows: number;
  /** None where the target is one DuckDB file, which holds the manifest itself. */
  readonly files: readonly ExportedFile[];
}

export const exportFormats = ['parquet', 'csv', 'duckdb'] as const;
/** What an export is written as. */
export type ExportFormat = (typeof exportFormats)[number];

/** What decides whether two exports are the same. */
export interface ExportRequest {
  readonly run_id: string;
  /** Identifies the run even where another warehouse has a run of that number. */
  readonly attempt_id: string;
  readonly format: ExportFormat;
  readonly tables: readonly string[];
  readonly partition_by: readonly string[];
}

/** Describes an export completely; it is written last, so that an export without one is not complete. */
export interface ExportManifest extends Omit<ExportRequest, 'tables'> {
  /** The version of this document. */
  readonly sparkify_export: 1;
  /** When it was made, ISO 8601, UTC. */
  readonly exported_at: string;
  readonly tables: readonly ExportedTable[];
  /** SHA-256 of what was asked for and of the tables with their files, in hexadecimal. */
  readonly digest: string;
}

/** The name of the manifest in a folder. */
export const manifestName = 'manifest.json';

/** The files of all its tables. */
export function filesIn({ tables }: ExportManifest): readonly ExportedFile[] {
  return tables.flatMap(({ files }) => files);
}

export function manifestText(manifest: ExportManifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

export function makeManifest(
  request: ExportRequest,
  tables: readonly ExportedTable[],
  exportedAt: Date,
): ExportManifest {
  return {
    sparkify_export: 1,
    ...request,
    exported_at: exportedAt.toISOString(),
    tables,
    digest: digestOf(request, tables),
  };
}

/** Reads a manifest; undefined for a text that is none of ours, or that was changed by hand. */
export function parseManifest(text: string): ExportManifest | undefined {
  let document: Partial<ExportManifest> | null;
  try {
    document = JSON.parse(text) as Partial<ExportManifest> | null;
  } catch {
    return undefined;
  }
  if (document?.sparkify_export !== 1 || !Array.isArray(document.tables)) return undefined;
  const manifest = document as ExportManifest;
  return manifest.digest === digestOf(requestOf(manifest), manifest.tables) ? manifest : undefined;
}

/** Whether an export with this manifest is what is asked for. */
export function isSameExport(manifest: ExportManifest, request: ExportRequest): boolean {
  return canonical(requestOf(manifest)) === canonical(request);
}

function requestOf({ run_id, attempt_id, format, partition_by, tables }: ExportManifest): ExportRequest {
  return { run_id, attempt_id, format, tables: tables.map(({ name }) => name), partition_by };
}

function digestOf(request: ExportRequest, tables: readonly ExportedTable[]): string {
  const rows = tables.map(({ name, rows, files }) => [
    name,
    rows,
    files.map(({ path, bytes, sha256 }) => [path, bytes, sha256]),
  ]);
  return createHash('sha256')
    .update(canonical(request) + JSON.stringify(rows))
    .digest('hex');
}

function canonical({ run_id, attempt_id, format, tables, partition_by }: ExportRequest): string {
  return JSON.stringify([run_id, attempt_id, format, tables, partition_by]);
}
