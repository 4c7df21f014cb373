import { SparkifyError, UsageError } from '../../errors.ts';
import { applyRules, type PgError, type Rule, usage } from './error-rules.ts';
import { UnreachableError } from './redshift-errors.ts';
import { translateStatementError } from './translate-statement-error.ts';

/** The error for the user if no connection comes about. */
export function translateConnectError(cause: unknown, location: string): unknown {
  if (cause instanceof SparkifyError || !(cause instanceof Error)) return cause;
  return (
    applyRules(connectRules, cause, location) ??
    translateStatementError(cause, { statement: '', location, atCommit: false })
  );
}

const connectRules: readonly Rule[] = [
  {
    code: /^(28000|28P01)$/,
    translate: (cause, location) =>
      new UsageError('SPK-403', `${location} does not accept the user or the password: ${cause.message}.`, {
        cause,
        hints: [
          'Correct DB_USER and DB_PASSWORD under [CLUSTER] in dwh.cfg, or REDSHIFT_USER and REDSHIFT_PASSWORD.',
          'Or leave the password out: sparkify then asks AWS for a temporary one.',
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

const reachHints = [
  { command: 'cluster status', why: 'Is it running?' },
  'Does it let you in? It must be publicly accessible, and its security group must allow your address on the port.',
  { command: 'doctor', flags: { warehouse: 'redshift' }, why: 'Test each step' },
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
        'Behind a proxy that decrypts connections, name its authority in NODE_EXTRA_CA_CERTS.',
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
