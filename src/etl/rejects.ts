import type { Result, Warehouse } from '../warehouse/warehouse.ts';

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
  return await warehouse.query(
    `select files.location, rejected.line, rejected.byte_offset, rejected.code, rejected.reason, rejected.raw_line, rejected.encoding, rejected.run_id
    from etl.rejected_records as rejected
    inner join etl.files as files
        on files.file_id = rejected.file_id
    where (cast($code as varchar) = '' or rejected.code = cast($code as varchar)
        or split_part(rejected.code, ':', 1) = cast($code as varchar))
      and (cast($file as varchar) = '' or position(cast($file as varchar) in files.location) > 0)
    order by files.location, rejected.line, rejected.byte_offset
    limit $limit`,
    { code: code ?? '', file: file ?? '', limit: limit ?? 2 ** 31 - 1 },
  );
}
