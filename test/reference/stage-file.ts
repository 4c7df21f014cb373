import type { JsonPath } from './json-paths.ts';
import type { Members } from './members.ts';
import { parseLine } from './parse-line.ts';
import type { FileCounts, ReferenceFile, RejectedLine } from './rows.ts';
import { splitLines } from './split-lines.ts';
import { type Column, type Staged, type StagedRow, stageRecord } from './stage.ts';

/** What one file gives. Every line of it is staged, rejected or blank. */
export interface StagedFile {
  readonly rows: readonly StagedRow[];
  readonly rejected: readonly RejectedLine[];
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

/** Reads one file line by line; `paths` say where each column is found in a record. */
export function stageFile(
  { location, dataSet, bytes }: ReferenceFile,
  columns: readonly Column[],
  paths: readonly JsonPath[],
): StagedFile {
  const knownKeys = new Set(paths.map(([key]) => key));
  const rows: StagedRow[] = [];
  const rejected: RejectedLine[] = [];
  const unknownKeys = new Set<string>();
  let blank = 0;
  const lines = splitLines(location, bytes);
  for (const [index, line] of lines.entries()) {
    const parsed = parseLine(line);
    if (parsed.kind === 'blank') {
      blank += 1;
      continue;
    }
    const staged = parsed.kind === 'rejected' ? parsed : stageObject(parsed.members);
    if ('code' in staged) {
      rejected.push({ location, line: index + 1, code: staged.code, reason: staged.reason });
    } else {
      rows.push(staged.row);
    }
  }
  const counts = {
    location,
    dataSet,
    lines: lines.length,
    staged: rows.length,
    rejected: rejected.length,
    blank,
  };
  return { rows, rejected, counts, unknownKeys };

  function stageObject(members: Members): Staged {
    const staged = stageRecord(members, columns, paths);
    if ('row' in staged) {
      for (const key of members.keys()) if (!knownKeys.has(key)) unknownKeys.add(key);
    }
    return staged;
  }
}
