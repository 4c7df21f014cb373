/** What a file holds, and what became of it: `records = staged + rejected`, and so do the bytes, with those between. */
export interface RecordCounts {
  readonly records: number;
  readonly staged: number;
  readonly rejected: number;
  readonly lines: number;
  readonly blank: number;
  /** Decompressed. */
  readonly bytes: number;
  readonly stagedBytes: number;
  readonly rejectedBytes: number;
  readonly betweenBytes: number;
  /** Rejected records of which a later run may think otherwise, since its clock is later. */
  readonly ahead: number;
}
