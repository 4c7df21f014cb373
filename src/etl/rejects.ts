import type { Result, Row, Warehouse } from '../warehouse/warehouse.ts';

/** Which rejected records are wanted. */
export interface RejectsFilter {
  /** A code such as `bad_json` or `type:ts`, or the part before the colon. */
  readonly code?: string | undefined;
  /** A part of the file's location. */
  readonly file?: string | undefined;
  readonly limit?: number | undefined;
}

/** The records that were set aside, by file and line, with the reason and the raw text. */
export async function rejects(
  warehouse: Warehouse,
  { code, file, limit }: RejectsFilter = {},
): Promise<Result> {
  return await warehouse.query(
    `select files.location, rejected.line, rejected.code, rejected.reason, rejected.raw, rejected.encoding, rejected.run_id
    from etl.rejected_records as rejected
    inner join etl.files as files
        on files.file_id = rejected.file_id
    where ($code = '' or rejected.code = $code or split_part(rejected.code, ':', 1) = $code)
      and ($file = '' or position($file in files.location) > 0)
    order by files.location, rejected.line
    limit $limit`,
    { code: code ?? '', file: file ?? '', limit: limit ?? 2 ** 31 - 1 },
  );
}

/** The raw line of a rejected record, byte for byte. */
export function rawBytes({ raw, encoding }: Row): Buffer {
  return Buffer.from(String(raw), encoding === 'base64' ? 'base64' : 'utf8');
}
