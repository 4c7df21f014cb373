import { type SparkifyError, TransientError, UsageError } from '../errors.ts';
import type { CodeOf } from '../messages/messages.ts';
import { isFromProxy, isWorthAnotherTry, type S3Failure } from './errors.ts';

/** What a failure means depends on what was asked, and how. */
export interface Asked {
  /** The object or folder, `s3://bucket/key`. */
  readonly location: string;
  readonly signRequests: boolean;
  /** The region or endpoint that was asked, for people. */
  readonly place: string;
  /** Whether it was to be written, not read. */
  readonly writes?: boolean | undefined;
}

/** The error for the user when there is no other try, or none left. */
export function explain(failure: S3Failure, asked: Asked, attempts = 1): SparkifyError {
  const said = `${failure.message.replace(/\.$/, '')} (${failure.code})`;
  if (isFromProxy(failure)) {
    const { location, place, writes } = asked;
    return new TransientError(
      'SPK-505',
      `${location} could not be ${writes ? 'written to' : 'read from'} ${place}: ${said}.`,
      { cause: failure, hints: proxyHints },
    );
  }
  if (isWorthAnotherTry(failure)) {
    return new TransientError(
      'SPK-514',
      `${asked.location} could not be ${asked.writes ? 'written to' : 'read from'} ${asked.place}: ${said}, after ${attempts} tries.`,
      {
        cause: failure,
        hints: ['Try the same command again in a while.'],
      },
    );
  }
  const { code, message, hints } = (explanations[failure.code] ?? refused)(asked, failure);
  return new UsageError(code, `${message} The answer was: ${said}.`, { cause: failure, hints });
}

type Explanation = (
  asked: Asked,
  failure: S3Failure,
) => { readonly code: CodeOf<'usage'>; readonly message: string; readonly hints: readonly string[] };

const proxyHints = [
  'A proxy or the login page of a network answers in place of S3. Log in there, or check HTTPS_PROXY and NO_PROXY.',
  'Then run the same command again.',
];

const refused: Explanation = ({ location, place, writes }) => ({
  code: 'SPK-518',
  message: `${location} cannot be ${writes ? 'written to' : 'read from'} ${place}.`,
  hints: [],
});

const denied: Explanation = ({ location, signRequests, writes }) => ({
  code: 'SPK-510',
  message: `Access to ${location} was denied.`,
  hints: writes
    ? ['The credentials need s3:PutObject and s3:DeleteObject on it.']
    : signRequests
      ? [
          'The credentials need s3:ListBucket on the bucket and s3:GetObject on its objects.',
          'Read a public bucket without credentials: --no-sign-request',
          'Pay for the transfer of a bucket that asks for it: --requester-pays',
        ]
      : ['The bucket is not public: leave out --no-sign-request, so that your credentials are used.'],
});

const wrongCredentials: Explanation = ({ location }) => ({
  code: 'SPK-502',
  message: `The AWS credentials were not accepted for ${location}.`,
  hints: ['Check the access key and the secret, or choose other ones: --profile NAME'],
});

const expiredCredentials: Explanation = ({ location }) => ({
  code: 'SPK-502',
  message: `The AWS credentials have expired; ${location} was not read.`,
  hints: ['Renew them ("aws sso login", or a new AWS_SESSION_TOKEN) and run the same command again.'],
});

const wrongRegion: Explanation = ({ location, place }, { region }) => ({
  code: 'SPK-512',
  message: `The bucket of ${location} is not in ${place}${region === undefined ? '' : ` but in ${region}`}.`,
  hints: [`Name its region: --region ${region ?? 'REGION'}`],
});

const wrongClock: Explanation = ({ location }) => ({
  code: 'SPK-515',
  message: `The clock of this machine is wrong, so S3 did not accept the request for ${location}.`,
  hints: ['Set the clock.'],
});

const noSuchHost: Explanation = ({ location, place }) => ({
  code: 'SPK-516',
  message: `${place} has no address, so ${location} was not read.`,
  hints: ['Check --region and AWS_ENDPOINT_URL_S3, and the network connection.'],
});

const untrusted: Explanation = ({ location, place }) => ({
  code: 'SPK-517',
  message: `No trusted connection to ${place} is possible, so ${location} was not read.`,
  hints: [
    'Name the authority that signed its certificate in AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS, or check http against https in the endpoint.',
  ],
});

const explanations: Readonly<Record<string, Explanation>> = {
  NoSuchBucket: ({ location, place }) => ({
    code: 'SPK-511',
    message: `The bucket of ${location} does not exist in ${place}.`,
    hints: ['Check the spelling: expected s3://bucket/prefix.'],
  }),
  AccessDenied: denied,
  AllAccessDisabled: denied,
  'HTTP 403': denied,
  InvalidAccessKeyId: wrongCredentials,
  SignatureDoesNotMatch: wrongCredentials,
  InvalidToken: wrongCredentials,
  // MinIO's name for a session token that it does not know.
  InvalidTokenId: wrongCredentials,
  ExpiredToken: expiredCredentials,
  ExpiredTokenException: expiredCredentials,
  TokenRefreshRequired: expiredCredentials,
  PermanentRedirect: wrongRegion,
  AuthorizationHeaderMalformed: wrongRegion,
  IllegalLocationConstraintException: wrongRegion,
  CredentialsProviderError: ({ location }) => ({
    code: 'SPK-502',
    message: `No AWS credentials were found to read ${location} with.`,
    hints: [
      'Set some up: aws configure',
      'Use a profile that has them: --profile NAME',
      'Read a public bucket without any: --no-sign-request',
    ],
  }),
  RequestTimeTooSkewed: wrongClock,
  RequestExpired: wrongClock,
  RequestInTheFuture: wrongClock,
  RepeatedListing: ({ location, place }) => ({
    code: 'SPK-520',
    message: `The listing of ${location} has no end: ${place} repeats its pages.`,
    hints: ['This is an error of the server: see whether a newer version of it lists correctly.'],
  }),
  InvalidObjectState: ({ location }) => ({
    code: 'SPK-521',
    message: `${location} is archived (Glacier) and cannot be read.`,
    hints: ['Restore it first: aws s3api restore-object'],
  }),
  ENOTFOUND: noSuchHost,
  EndpointError: noSuchHost,
  EPROTO: untrusted,
  CERT_HAS_EXPIRED: untrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  ERR_TLS_CERT_ALTNAME_INVALID: untrusted,
};
