import { UsageError } from '../../errors.ts';
import { quoteName } from '../../quote.ts';

/** What one COPY reads, and how. */
export interface CopyOptions {
  /** The table, with its schema if it has one. */
  readonly table: readonly [name: string] | readonly [schema: string, name: string];
  /** The columns that it feeds; a JSONPaths file feeds them by position. */
  readonly columns: readonly string[];
  /** `s3://bucket/prefix/`, one object, or with `manifest` the manifest. */
  readonly from: string;
  /** `auto` feeds columns by their own lower-case names, else the address of a JSONPaths file. */
  readonly format: 'auto' | `s3://${string}`;
  /** The ARN of the role that reads, several with commas between if they are chained, or `default`. */
  readonly role: string;
  /** Where the bucket is. */
  readonly region: string;
  readonly gzip?: boolean;
  readonly manifest?: boolean;
}

/**
 * The text of a COPY of JSON. It can hold no bind parameters, so each part is checked for its kind and quoted. Bad
 * records fail it: MAXERROR would drop them, TRUNCATECOLUMNS would cut texts, and neither would say so. It looks at
 * no statistics and encodings, which staging tables do not need.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_COPY.html
 *
 * @throws {UsageError} if an address, a role or a region is none
 */
export function copySql(options: CopyOptions): string {
  const { table, columns, from, format, role, region, gzip = false, manifest = false } = options;
  const lines = [
    `copy ${table.map(quoteName).join('.')} (${columns.map(quoteName).join(', ')})`,
    `from ${s3Address(from)}`,
    iamRole(role),
    inRegion(region),
    `format as json ${literal(format === 'auto' ? format : checked(format, address, 'an address of S3'))}`,
    ...(gzip ? ['gzip'] : []),
    'compupdate off statupdate off',
    ...(manifest ? ['manifest'] : []),
  ];
  return lines.join('\n');
}

/** The role that a statement acts as. */
export function iamRole(role: string): string {
  return role === 'default'
    ? 'iam_role default'
    : `iam_role ${literal(checked(role, roles, 'the ARN of an IAM role', roleHint))}`;
}

/** An address of S3, as a literal. */
export function s3Address(location: string): string {
  return literal(checked(location, address, 'an address such as s3://bucket/prefix/'));
}

/** Where the bucket is. */
export function inRegion(region: string): string {
  return `region ${literal(checked(region, regionName, 'a region such as us-west-2'))}`;
}

/** A bucket's name by https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html, and any key. */
const address = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/[^\0]*$/;
const roles = /^(?:arn:aws[\w-]*:iam::\d{12}:role\/[\w+=.@/-]+(?:,(?=arn)|$))+$/;
const regionName = /^[a-z]{2}(-[a-z]+)+-\d+$/;

const roleHint =
  'Give it under [IAM_ROLE] ARN in dwh.cfg, or in REDSHIFT_IAM_ROLE: arn:aws:iam::123456789012:role/NAME.';

function checked(text: string, pattern: RegExp, what: string, ...hints: readonly string[]): string {
  if (pattern.test(text)) return text;
  throw new UsageError('SPK-427', `COPY needs ${what}, got ${JSON.stringify(text)}.`, {
    details: ['Nothing was published.'],
    hints,
  });
}

/**
 * A text as Redshift reads literals. That a backslash escapes there is shown by examples only:
 * https://docs.aws.amazon.com/redshift/latest/dg/pattern-matching-conditions-posix.html
 */
export const literal = (text: string): string => `'${text.replace(/['\\]/g, '$&$&')}'`;
