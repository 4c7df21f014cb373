import type { DataSet, SourceFile } from '../../sources/source.ts';
import { queryFile } from '../../warehouse/query-file.ts';
import type { Row, Warehouse } from '../../warehouse/warehouse.ts';
import { manifestFile } from './file-of-version.ts';
import { type LastRun, readLastRun } from './run-log.ts';

/** What a run needs to know of a loaded file to find whether it is still the same. */
export interface LoadedFile {
  readonly fileId: number;
  readonly dataSet: DataSet;
  readonly location: string;
  readonly size: number;
  /** `SourceFile.version` when the file was loaded. */
  readonly fingerprint: string;
  /** Equal for equal bytes: a hash, or the ETag on S3. */
  readonly contentHash: string;
  /** The first of the files that one COPY loaded together; it has the counts of all of them. */
  readonly copyGroupId?: number | undefined;
  /** The next run that finds it reads it again, although it has not changed. */
  readonly readAgain?: boolean;
  /** Its rejected records. */
  readonly rejected?: number;
}

/** The load manifest before a run, and its newest run. */
export interface Manifest {
  readonly files: readonly LoadedFile[];
  /** The newest run, if there is one. */
  readonly lastRun: LastRun | undefined;
}

/** Reads the manifest in tables of any version, as an upgrade at this time would leave it. */
export async function readManifest(
  warehouse: Warehouse,
  { version, now }: { readonly version: number; readonly now: Date },
): Promise<Manifest> {
  const files = await queryFile(warehouse, manifestFile('files', version), { now: now.getTime() });
  return { files: files.rows.map(loadedFile), lastRun: await readLastRun(warehouse, version) };
}

/**
 * A {@link fingerprintLine} of each loaded file, by location, for each data set; undefined where a name holds a line feed, so that they
 * cannot be distinguished.
 */
export async function readFingerprintLines(
  warehouse: Warehouse,
): Promise<Readonly<Record<DataSet, readonly string[]>> | undefined> {
  const { rows } = await queryFile(warehouse, `${warehouse.engine}/loaded-fingerprints.sql`);
  const lines: Record<DataSet, string[]> = { songs: [], logs: [] };
  for (const row of rows) {
    const found = row.lines === null ? [] : String(row.lines).split('\n');
    if (found.length !== Number(row.files)) return undefined;
    for (const line of found) lines[row.data_set as DataSet].push(line);
  }
  return lines;
}

/** All that decides whether a listed file is the one that is loaded; no fingerprint holds a space. */
export function fingerprintLine({ version, location }: SourceFile): string {
  return `${version} ${location}`;
}

/** Where the file of a {@link fingerprintLine} is. */
export function locationIn(line: string): string {
  return line.slice(line.indexOf(' ') + 1);
}

/** The id of the first file that the next run loads, if nobody has reserved others. */
export function nextFileId({ files }: Manifest): number {
  return 1 + files.reduce((most, { fileId }) => Math.max(most, fileId), 0);
}

function loadedFile(row: Row): LoadedFile {
  return {
    fileId: Number(row.file_id),
    dataSet: row.data_set as DataSet,
    location: String(row.location),
    size: Number(row.size),
    fingerprint: String(row.fingerprint),
    contentHash: String(row.content_hash),
    copyGroupId: row.copy_group_id === null ? undefined : Number(row.copy_group_id),
    readAgain: row.read_again === true,
    rejected: Number(row.rejected ?? 0),
  };
}
