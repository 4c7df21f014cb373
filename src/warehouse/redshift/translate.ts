import { SparkifyError, TransientError, UsageError } from '../../errors.ts';
import type { Hint } from '../../hint.ts';
import type { CodeOf } from '../../messages/messages.ts';
import { StatementError } from '../statement-error.ts';
import { placeIn, type SentStatement } from './error-place.ts';
import { ConflictError, LostConnectionError, UnreachableError } from './redshift-errors.ts';

/** An error of `pg`: of the server, with its SQLSTATE and detail, or of the network, with Node's code. */
interface PgError extends Error {
  readonly code?: string;
  readonly detail?: string;
}

interface Rule {
  readonly code?: RegExp;
  /** Compared with message and detail. */
  readonly text?: RegExp;
  readonly translate: (error: PgError, location: string) => Error;
}

const nothingPublished = 'Nothing was published; the warehouse is as it was.';

const conflict = (what: string) => (cause: PgError) =>
  new ConflictError('SPK-409', `${what} (${cause.message})`, {
    cause,
    details: [nothingPublished],
    hints: ['Run the same command again.'],
  });

const usage =
  (code: CodeOf<'usage'>, what: string, ...hints: readonly (string | Hint)[]) =>
  (cause: PgError) =>
    new UsageError(code, `${what}: ${cause.message}`, { cause, hints });

/** Redshift's words for a statement that took too long, or that somebody ended. */
export const isCanceled = /\bcancell?ed on user's request/;

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
    code: /^(53|57)/,
    text: isCanceled,
    translate: (cause) =>
      new TransientError('SPK-411', `Redshift ended a statement: ${cause.message}`, {
        cause,
        details: [nothingPublished],
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
  const text = `${error.message} ${error.detail ?? ''}`;
  const rule = statementRules.find((each) => matches(each, error.code ?? '', text));
  if (rule) return rule.translate(error, where.location);
  const detail = error.detail === undefined ? '' : ` (${error.detail})`;
  return new StatementError(error.message + detail, where.statement, {
    cause,
    place: placeIn(where.sent, error),
  });
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

const reachHints = [
  { command: 'cluster status', why: 'Is it running?' },
  'Does it let you in? It must be publicly accessible, and its security group must allow your address on the port.',
  { command: 'doctor', flags: { warehouse: 'redshift' }, why: 'Test each step' },
];

/** The error for the user if no connection comes about. */
export function translateConnectError(cause: unknown, location: string): unknown {
  if (cause instanceof SparkifyError || !(cause instanceof Error)) return cause;
  const error: PgError = cause;
  const text = `${error.message} ${error.detail ?? ''}`;
  const rule = connectRules.find((each) => matches(each, error.code ?? '', text));
  return rule
    ? rule.translate(error, location)
    : translateStatementError(cause, { statement: '', location, atCommit: false });
}

const connectRules: readonly Rule[] = [
  {
    code: /^(28000|28P01)$/,
    translate: (cause, location) =>
      new UsageError('SPK-403', `${location} does not accept the user or the password: ${cause.message}.`, {
        cause,
        hints: [
          'Correct DB_USER and DB_PASSWORD under [CLUSTER] in dwh.cfg, or REDSHIFT_USER and REDSHIFT_PASSWORD.',
          'Or leave the password out: a temporary one is then asked of AWS.',
        ],
      }),
  },
  {
    code: /^3D000$/,
    translate: usage('SPK-407', 'There is no such database', 'Correct DB_NAME under [CLUSTER] in dwh.cfg.'),
  },
  {
    code: /^ENOTFOUND$/,
    translate: unknownName,
  },
  {
    code: /CERT|^UNABLE_TO|^ERR_TLS|^ERR_SSL|^EPROTO/,
    translate: usageOfTls,
  },
  { text: /does not support SSL|certificate|altnames/i, translate: usageOfTls },
  { text: /establishing an SSL connection|received invalid response/, translate: anotherService },
  {
    code: /^(ECONN|ETIMEDOUT|EHOST|ENET|EAI_AGAIN|EPIPE)/,
    translate: unreachable,
  },
  { text: /Connection terminated/, translate: unreachable },
];

/** Worth another try: the DNS name of a new or resumed cluster may be unknown for some time. How long is not documented. */
function unknownName(cause: PgError, location: string): Error {
  return new UnreachableError('SPK-404', `The host of ${location} is not known: ${cause.message}.`, {
    cause,
    hints: [
      'A new endpoint is known after some minutes: try again. Otherwise correct HOST under [CLUSTER] in dwh.cfg.',
      ...reachHints,
    ],
  });
}

function usageOfTls(cause: PgError, location: string): Error {
  return new UsageError(
    'SPK-405',
    `${location} has no valid TLS certificate for this name: ${cause.message}.`,
    {
      cause,
      details: ['The connection is always encrypted and the certificate always verified.'],
      hints: [
        'HOST must be the endpoint that AWS shows, not an address or a name of your own.',
        'Behind a proxy that breaks TLS open, name its authority in NODE_EXTRA_CA_CERTS.',
      ],
    },
  );
}

/** The answer is not PostgreSQL's: a proxy's page of HTML, an error in place of TLS. */
function anotherService(cause: PgError, location: string): Error {
  return new UsageError('SPK-406', `The server at ${location} is not Redshift: ${cause.message}.`, {
    cause,
    hints: [
      'HOST and PORT must be the endpoint that AWS shows.',
      { command: 'cluster status', why: 'See it' },
      'A proxy or a firewall may answer in its place: test from another network, or ask its administrator.',
      { command: 'doctor', flags: { warehouse: 'redshift' }, why: 'Test each step' },
    ],
  });
}

function unreachable(cause: PgError, location: string): Error {
  const message = `${location} cannot be reached: ${cause.message || cause.code}.`;
  return new UnreachableError('SPK-404', message, { cause, hints: reachHints });
}

const matches = ({ code, text }: Rule, errorCode: string, errorText: string): boolean =>
  (code?.test(errorCode) ?? false) || (text?.test(errorText) ?? false);
