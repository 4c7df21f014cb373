import { reading, type WarehouseOrLocation } from '../../warehouse/open-warehouse.ts';
import { queryFile } from '../../warehouse/query-file.ts';
import type { Result } from '../../warehouse/warehouse.ts';

/** Which rejected records are wanted. */
export interface RejectsFilter {
  /** A code such as `bad_json` or `type:ts`, or the part before the colon. */
  readonly code?: string | undefined;
  /** A part of the file's location. */
  readonly file?: string | undefined;
  /** Records at most. */
  readonly limit?: number | undefined;
}

/** A rejected record. */
export type RejectedRow = Readonly<{
  /** The file that it came from. */
  location: string;
  /** The line on which it begins, counted from 1. */
  line: number;
  /** Its first byte in the decompressed file, counted from 0; null if an older version rejected it. */
  byte_offset: number | null;
  code: string;
  reason: string;
  raw_line: string;
  /** How `raw_line` is written: `utf-8` or `base64`, with `, cut` behind where only its beginning is kept. */
  encoding: string;
  run_id: number;
}>;

/** The rejected records, by file and place in it, with the reason and the raw text. */
export async function rejects(
  warehouse: WarehouseOrLocation,
  { code, file, limit }: RejectsFilter = {},
): Promise<Result<RejectedRow>> {
  const parameters = { code: code ?? '', file: file ?? '', limit: limit ?? 2 ** 31 - 1 };
  return await reading(warehouse, (open) =>
    queryFile<RejectedRow>(open, 'manifest/rejected-records.sql', parameters),
  );
}
