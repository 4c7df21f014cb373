import { queryFile } from '../../warehouse/query-file.ts';
import type { Result, Warehouse } from '../../warehouse/warehouse.ts';

/** Which rejected records are wanted. */
export interface RejectsFilter {
  /** A code such as `bad_json` or `type:ts`, or the part before the colon. */
  readonly code?: string | undefined;
  /** A part of the file's location. */
  readonly file?: string | undefined;
  readonly limit?: number | undefined;
}

/** The rejected records, by file and place in it, with the reason and the raw text. */
export async function rejects(
  warehouse: Warehouse,
  { code, file, limit }: RejectsFilter = {},
): Promise<Result> {
  return await queryFile(warehouse, 'manifest/rejected-records.sql', {
    code: code ?? '',
    file: file ?? '',
    limit: limit ?? 2 ** 31 - 1,
  });
}
