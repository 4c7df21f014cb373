import type { Rejection } from '../records/rejection.ts';

/** A line of the source that could not be staged, as `etl.rejected_records` keeps it. */
export interface RejectedRecord extends Rejection {
  readonly fileId: number;
  /** 1-based. */
  readonly line: number;
  /** The line as it was: its text, or base64 of its bytes where they are no text that an engine stores. */
  readonly raw: string;
  readonly encoding: 'utf-8' | 'base64';
}

/** The columns of `etl.rejected_records`. */
export const rejectedRecordsTable = {
  name: 'etl.rejected_records',
  columns: [
    { name: 'file_id', type: 'integer' },
    { name: 'run_id', type: 'integer' },
    { name: 'line', type: 'bigint' },
    { name: 'code', type: 'text' },
    { name: 'reason', type: 'text' },
    { name: 'raw', type: 'text' },
    { name: 'encoding', type: 'text' },
  ],
} as const;
