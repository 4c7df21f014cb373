import { reworded, SparkifyError, TransientError } from '../../errors.ts';
import { StatementError } from '../statement-error.ts';
import { placeIn, type SentStatement } from './error-place.ts';
import { applyRules, type PgError, type Rule, usage } from './error-rules.ts';
import { ConflictError, LostConnectionError, nothingPublished } from './redshift-errors.ts';

const conflict = (what: string) => (cause: PgError) =>
  new ConflictError('SPK-409', `${what} (${cause.message})`, {
    cause,
    details: [nothingPublished],
    hints: ['Run the same command again.'],
  });

/** Redshift's words for a statement that took too long, or that somebody ended. */
export const isCanceled = /\bcancell?ed on user's request/;

/**
 * Its words for what ends a statement besides, by no code of their own: a query monitoring rule
 * (https://docs.aws.amazon.com/redshift/latest/dg/cm-c-wlm-query-monitoring-rules.html), a full disk, the usage limit of a workgroup
 * (https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-workgroup-max-rpu.html).
 */
const isEnded = new RegExp(
  `${isCanceled.source}|cancell?ed by WLM|\\bDisk Full\\b|out of memory|usage limit`,
  'i',
);

/** Recognized by their text: no page of Redshift lists codes, and in public logs conflicts have XX000. */
const statementRules: readonly Rule[] = [
  {
    text: /\b1023\b|Serializable isolation violation/,
    translate: conflict('Another transaction changed the same tables'),
  },
  {
    text: /\b1018\b.*Relation does not exist|could not open relation with OID/s,
    translate: conflict('A table was recreated in the meantime'),
  },
  {
    text: /conflict with concurrent transaction/,
    translate: conflict('Another transaction changed the same tables'),
  },
  {
    // Two first runs: both make the tables.
    text: /duplicate key value violates unique constraint "pg_/,
    translate: conflict('The tables were created by another run meanwhile'),
  },
  { code: /^40P01$/, translate: conflict('Two transactions waited for each other') },
  {
    text: /not authorized to assume IAM Role|not authorized to get credentials of role/,
    translate: usage(
      'SPK-422',
      'Redshift may not assume the role that reads S3',
      'Attach the role to the cluster, and let redshift.amazonaws.com assume it.',
      { command: 'cluster status', why: 'See its role' },
      'Give the right one under [IAM_ROLE] ARN in dwh.cfg.',
    ),
  },
  {
    text: /S3ServiceException.*(SlowDown|Status 50\d|InternalError|RequestTimeout)/s,
    translate: (cause) =>
      new TransientError('SPK-426', `S3 could not serve COPY: ${cause.message}`, {
        cause,
        details: [nothingPublished],
      }),
  },
  {
    text: /PermanentRedirect|AuthorizationHeaderMalformed/,
    translate: usage(
      'SPK-424',
      'The bucket is in another region than the one that COPY names',
      'Name its region: REGION under [S3] in dwh.cfg.',
    ),
  },
  {
    text: /S3ServiceException.*\bkms:/is,
    translate: usage(
      'SPK-423',
      'The role may not use the KMS key of the bucket',
      'It needs kms:Decrypt on the key, and the policy of the key must allow it.',
      { command: 'cluster policy', why: 'Print the IAM policy that is needed' },
    ),
  },
  {
    text: /S3ServiceException.*(AccessDenied|Status 403)/s,
    translate: usage(
      'SPK-423',
      'The role may not read the bucket',
      'It needs s3:GetObject on the objects, s3:ListBucket and s3:GetBucketLocation on the bucket.',
    ),
  },
  {
    text: /S3ServiceException|S3 prefix .* does not exist|reading manifest file|jsonpath/i,
    translate: usage('SPK-425', 'COPY could not read its source', {
      command: 'preview',
      why: 'See what is there',
    }),
  },
  {
    code: /^42501$/,
    translate: usage(
      'SPK-412',
      'The database user may not do this',
      'Grant it the right, or log in as the owner of the tables.',
      { command: 'cluster grant USER', why: 'As the owner: give a user what etl needs' },
    ),
  },
  {
    // The Data API logs in when a statement is sent, and needs rights of its caller for that.
    text: /is not authorized to perform: /,
    translate: usage('SPK-501', 'AWS denied Redshift what the statement needs', {
      command: 'cluster policy',
      why: 'Print the IAM policy that is needed',
    }),
  },
  {
    code: /^(53|57)/,
    text: isEnded,
    translate: (cause) =>
      new TransientError('SPK-411', `Redshift ended a statement: ${cause.message}`, {
        cause,
        details: [nothingPublished],
        hints: [
          'Run the same command again later.',
          'If it ends again, raise what limits it: statement_timeout of the user, a query monitoring rule, --usage-limit of the workgroup, memory or disk.',
        ],
      }),
  },
];

/** The error for the user for one in a statement; `atCommit` if the statement was COMMIT. */
export function translateStatementError(cause: unknown, where: SentStatement): unknown {
  if (cause instanceof SparkifyError || !(cause instanceof Error)) return cause;
  const error: PgError = cause;
  if (isLost(error)) {
    const message = `The connection to ${where.location} was lost (${error.message}).`;
    return new LostConnectionError(message, { atCommit: where.atCommit, cause });
  }
  const translated = applyRules(statementRules, error, where.location);
  if (translated !== undefined) return placedIn(where.statement, translated);
  const detail = error.detail === undefined ? '' : ` (${error.detail})`;
  return new StatementError(error.message + detail, where.statement, {
    cause,
    place: placeIn(where.sent, error),
  });
}

/** The error with the file of `sql/` that the statement is from. */
function placedIn(statement: SentStatement['statement'], error: Error): Error {
  if (!(error instanceof SparkifyError) || typeof statement === 'string' || statement.line !== undefined)
    return error;
  const { details, hints } = error;
  return reworded(error, { details: [`This was in sql/${statement.file}.`, ...details], hints });
}

const lostCodes = new Set([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ECONNABORTED',
  '57P01',
  '57P02',
  '08006',
  '08003',
]);

const isLost = ({ code = '', message }: PgError): boolean =>
  lostCodes.has(code) ||
  /^Connection terminated|not queryable|Client has encountered a connection error|Client was closed/.test(
    message,
  );
