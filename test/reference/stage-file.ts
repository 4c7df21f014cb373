import type { JsonPath } from './json-paths.ts';
import type { Members } from './members.ts';
import { parseRecord } from './parse-record.ts';
import type { FileCounts, ReferenceFile, RejectedPiece } from './rows.ts';
import { countLines, type Piece, splitRecords } from './split-records.ts';
import { type Column, type Staged, type StagedRow, stageRecord } from './stage.ts';
import { unpack } from './unpack.ts';

/** What one file gives. Every record of it is staged or rejected. */
export interface StagedFile {
  readonly rows: readonly StagedRow[];
  readonly rejected: readonly RejectedPiece[];
  readonly counts: FileCounts;
  /** Keys of staged records that feed no column; in order of appearance. */
  readonly unknownKeys: ReadonlySet<string>;
}

/** Whether a file at this path is read at all; the first part of it is the location of the data set. */
export function isDataFile(location: string): boolean {
  const [, ...parts] = location.split('/');
  const name = parts.pop() ?? location;
  const isPartition = (folder: string) => folder.includes('=') && !folder.startsWith('=');
  const isHidden = (part: string) => part.startsWith('.') || part.startsWith('_');
  if (isHidden(name) || parts.some((folder) => isHidden(folder) && !isPartition(folder))) return false;
  return ['json', 'ndjson', 'jsonl'].some((ending) =>
    [`.${ending}`, `.${ending}.gz`].some((end) => name.toLowerCase().endsWith(end)),
  );
}

/**
 * Reads one file record by record; `paths` say where each column is found in a record.
 *
 * @param now epoch milliseconds at which the run begins
 */
export function stageFile(
  { location, dataSet, bytes: stored }: ReferenceFile,
  columns: readonly Column[],
  paths: readonly JsonPath[],
  now: number,
): StagedFile {
  const knownKeys = new Set(paths.map(([key]) => key));
  const rows: StagedRow[] = [];
  const rejected: RejectedPiece[] = [];
  const unknownKeys = new Set<string>();
  const bytes = unpack(stored);
  const pieces = splitRecords(bytes);
  let stagedBytes = 0;
  for (const piece of pieces) {
    const parsed = parseRecord(piece);
    const staged = 'code' in parsed ? parsed : stageObject(parsed.members);
    if ('code' in staged) {
      const { line, offset } = piece;
      rejected.push({ location, line, byte_offset: offset, code: staged.code, reason: staged.reason });
    } else {
      rows.push(staged.row);
      stagedBytes += piece.bytes.length;
    }
  }
  const counts = {
    ...{ location, dataSet, records: pieces.length, ...countLines(bytes, pieces) },
    ...{ staged: rows.length, rejected: rejected.length, bytes: bytes.length, stagedBytes },
    rejectedBytes: sizeOf(pieces) - stagedBytes,
    betweenBytes: bytes.length - sizeOf(pieces),
  };
  return { rows, rejected, counts, unknownKeys };

  function stageObject(members: Members): Staged {
    const staged = stageRecord(members, columns, paths, now);
    if ('row' in staged) {
      for (const key of members.keys()) if (!knownKeys.has(key)) unknownKeys.add(key);
    }
    return staged;
  }
}

function sizeOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { bytes }) => sum + bytes.length, 0);
}
