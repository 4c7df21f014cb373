import type { StagingTable } from '../formats/columns.ts';
import type { RecordCounts } from '../formats/record-counts.ts';
import type { Diagnosis } from '../formats/what-it-is.ts';
import type { ListedFile } from '../sources/data-set.ts';
import type { DataSet } from '../sources/source.ts';
import { diagnose, diagnosePart, shownOfFile } from './diagnose.ts';
import type { RejectedRecord } from './rejected-record.ts';

/** A file with rejected records, as it is reported. */
export interface RejectingFile {
  readonly found: ListedFile;
  readonly staged: number;
  readonly rejected: number;
  /** The first of its rejected records. */
  readonly first: readonly RejectedRecord[];
  readonly diagnosis: Diagnosis | undefined;
}

/** Watches a file while it is read, for what to say if its records are rejected. */
export interface FileWatch {
  /** Sees the bytes, decompressed. */
  see(chunk: Uint8Array): void;
  reject(record: RejectedRecord): void;
  /** Undefined if no record was rejected. */
  end(counts: RecordCounts): RejectingFile | undefined;
}

const seenBytes = 4096;

export function watchFile(found: ListedFile, tables: Readonly<Record<DataSet, StagingTable>>): FileWatch {
  const first: RejectedRecord[] = [];
  let start: Uint8Array = new Uint8Array();
  return {
    see(chunk) {
      if (start.length < seenBytes)
        start =
          start.length === 0
            ? chunk.subarray(0, seenBytes)
            : Buffer.concat([start, chunk.subarray(0, seenBytes)]);
    },
    reject(record) {
      if (first.length < shownOfFile) first.push(record);
    },
    end({ staged, rejected }) {
      if (rejected === 0) return undefined;
      const evidence = {
        location: found.file.location,
        start,
        dataSet: found.dataSet,
        tables,
        rejected: first,
      };
      const diagnosis = staged === 0 ? diagnose(evidence) : diagnosePart(evidence);
      return { found, staged, rejected, first, diagnosis };
    },
  };
}
