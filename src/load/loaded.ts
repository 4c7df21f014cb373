import type { LoadedBy, StagedFile } from '../warehouse/stage.ts';
import type { EtlReport } from './report.ts';
import { nothingStaged, type Staged } from './stage.ts';
import { sum } from './sum.ts';

/**
 * What the report has of the files that a run loaded. The files themselves are dropped before the star is built: of hundreds of
 * thousands they take as much memory as the engine needs for it.
 */
export interface Loaded extends Pick<EtlReport, 'records' | 'loaded_by' | 'unknown_keys'> {
  readonly files: number;
  /** Bytes of what the files hold. */
  readonly decompressed: number;
  /** Locations of the files without a record. */
  readonly empty: readonly string[];
}

export function describeLoaded({ files, unknownKeys }: Pick<Staged, 'files' | 'unknownKeys'>): Loaded {
  return {
    files: files.length,
    records: countRecords(files),
    loaded_by: countWays(files),
    unknown_keys: unknownKeys,
    decompressed: sum(files, (file) => file.bytes),
    empty: emptyFiles(files),
  };
}

export const nothingLoaded = describeLoaded(nothingStaged);

/** Files without a record, as far as it is known: of files that one COPY loaded together, it is not. */
function emptyFiles(files: readonly StagedFile[]): readonly string[] {
  const withoutRecords = files.filter(
    ({ found, copyGroupId, staged, rejected }) =>
      found.file.size === 0 || (copyGroupId === undefined && staged + rejected === 0),
  );
  return withoutRecords.map(({ found }) => found.file.location);
}

function countWays(files: readonly StagedFile[]): EtlReport['loaded_by'] {
  const ways: Partial<Record<LoadedBy, number>> = {};
  for (const { loadedBy } of files) ways[loadedBy] = (ways[loadedBy] ?? 0) + 1;
  return ways;
}

function countRecords(files: readonly StagedFile[]): EtlReport['records'] {
  return {
    total: sum(files, (file) => file.records),
    lines: sum(files, (file) => file.lines),
    blank: sum(files, (file) => file.blank),
    staged: sum(files, (file) => file.staged),
    rejected: sum(files, (file) => file.rejected),
  };
}
