import { quoteName } from '../../quote.ts';
import { iamRole, inRegion, literal, s3Address } from './copy-sql.ts';

/** What one UNLOAD writes, and where. */
export interface UnloadOptions {
  readonly table: string;
  /** `s3://bucket/prefix/`, below which nothing is. */
  readonly to: string;
  /** The ARN of the role that writes, or `default`. */
  readonly role: string;
  /** Where the bucket is. */
  readonly region: string;
  /** The ARN of the KMS key that encrypts the files; without one S3's own does. */
  readonly kmsKey?: string | undefined;
}

/**
 * The text of an UNLOAD of a table as Parquet, in files small enough to be read whole: MAXFILESIZE is rounded down to a multiple of
 * 32 MB. Like COPY it can hold no bind parameters, and it does not overwrite. https://docs.aws.amazon.com/redshift/latest/dg/r_UNLOAD.html
 *
 * @throws {UsageError} if an address, a role or a region is none
 */
export function unloadSql({ table, to, role, region, kmsKey }: UnloadOptions): string {
  return [
    `unload (${literal(`select * from ${quoteName(table)}`)})`,
    `to ${s3Address(to)}`,
    iamRole(role),
    'format as parquet',
    'maxfilesize 32 mb',
    inRegion(region),
    ...(kmsKey === undefined ? [] : [`kms_key_id ${literal(kmsKey)} encrypted`]),
  ].join('\n');
}
