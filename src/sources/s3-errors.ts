import { SparkifyError, TransientError, UsageError } from '../errors.ts';

/** A request to S3 that did not succeed, whoever noticed: the SDK, the connection, S3 itself, or a check of the body. */
export class S3Failure extends Error {
  /** S3's error code, or Node's for the connection. */
  readonly code: string;
  /** HTTP status; none if no answer came. */
  readonly status: number | undefined;
  /** The region that S3 says the bucket is in. */
  readonly region: string | undefined;

  constructor(message: string, { code, status, region, cause }: FailureFacts) {
    super(message, { cause });
    this.name = 'S3Failure';
    this.code = code;
    this.status = status;
    this.region = region;
  }
}

interface FailureFacts {
  readonly code: string;
  readonly status?: number | undefined;
  readonly region?: string | undefined;
  readonly cause?: unknown;
}

/** What is told about a failure depends on what was asked, and how. */
export interface Asked {
  /** The object or folder, `s3://bucket/key`. */
  readonly location: string;
  readonly signRequests: boolean;
  /** The region or endpoint that was asked, for people. */
  readonly place: string;
  /** Whether it was to be written, not read. */
  readonly writes?: boolean | undefined;
}

/** Reads what the SDK or the HTTP client threw; undefined for an error that is none of S3's (a bug). */
export function toFailure(error: unknown): S3Failure | undefined {
  if (error instanceof S3Failure) return error;
  if (!(error instanceof Error) || error instanceof SparkifyError) return undefined;
  if (error.name === 'EndpointError') return new S3Failure(error.message, { code: error.name, cause: error });
  if (/^(Credentials|Token)ProviderError$/.test(error.name)) {
    return new S3Failure(error.message, { code: 'CredentialsProviderError', cause: error });
  }
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined || /^(UND_)?ERR_INVALID/.test(code)) return undefined;
  return new S3Failure(error.message, { code, cause: error });
}

/** The failure that S3 describes in an answer. */
export function readFailure(
  status: number,
  headers: Readonly<Record<string, unknown>>,
  body: string,
): S3Failure {
  const field = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1];
  const region = headers['x-amz-bucket-region'];
  return new S3Failure(field('Message') ?? `HTTP status ${status}`, {
    code: field('Code') ?? `HTTP ${status}`,
    status,
    region: typeof region === 'string' ? region : field('Region'),
  });
}

/** Throttling, trouble inside S3, and connections that broke: another try may succeed. */
export function isWorthAnotherTry({ code, status }: S3Failure): boolean {
  if (passing.has(code) || code.startsWith('HPE_')) return true;
  // A success whose content could not be used was damaged on the way.
  return status !== undefined && (status >= 500 || status === 429 || status === 408 || status < 300);
}

/** The bucket is in another region, and S3 says which. */
export function isElsewhere(failure: S3Failure): failure is S3Failure & { readonly region: string } {
  return explanations[failure.code] === wrongRegion && failure.region !== undefined;
}

/** What the user is told when there is no other try, or none left. */
export function explain(failure: S3Failure, asked: Asked, attempts = 1): SparkifyError {
  const said = `${failure.message.replace(/\.$/, '')} (${failure.code})`;
  if (isWorthAnotherTry(failure)) {
    return new TransientError(
      `${asked.location} could not be ${asked.writes ? 'written to' : 'read from'} ${asked.place}: ${said}, after ${attempts} tries.`,
      {
        cause: failure,
        hints: ['Try the same command again in a while.'],
      },
    );
  }
  const { message, hints } = (explanations[failure.code] ?? refused)(asked, failure);
  return new UsageError(`${message} The answer was: ${said}.`, { cause: failure, hints });
}

type Explanation = (
  asked: Asked,
  failure: S3Failure,
) => { readonly message: string; readonly hints: readonly string[] };

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, and the codes of Node and undici for connections. */
const passing = new Set([
  ...[
    'SlowDown',
    'Throttling',
    'ThrottlingException',
    'RequestLimitExceeded',
    'RequestTimeout',
    'OperationAborted',
  ],
  ...[
    'ECONNRESET',
    'ECONNREFUSED',
    'ECONNABORTED',
    'EPIPE',
    'ETIMEDOUT',
    'EAI_AGAIN',
    'ENETUNREACH',
    'EHOSTUNREACH',
    'ENETDOWN',
  ],
  ...[
    'UND_ERR_SOCKET',
    'UND_ERR_CONNECT_TIMEOUT',
    'UND_ERR_HEADERS_TIMEOUT',
    'UND_ERR_BODY_TIMEOUT',
    'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  ],
]);

const refused: Explanation = ({ location, place, writes }) => ({
  message: `${location} cannot be ${writes ? 'written to' : 'read from'} ${place}.`,
  hints: [],
});

const denied: Explanation = ({ location, signRequests, writes }) => ({
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
  message: `The AWS credentials were not accepted for ${location}.`,
  hints: ['Check the access key and the secret, or choose other ones: --profile NAME'],
});

const expiredCredentials: Explanation = ({ location }) => ({
  message: `The AWS credentials have expired; ${location} was not read.`,
  hints: ['Renew them ("aws sso login", or a new AWS_SESSION_TOKEN) and run the same command again.'],
});

const wrongRegion: Explanation = ({ location, place }, { region }) => ({
  message: `The bucket of ${location} is not in ${place}${region === undefined ? '' : ` but in ${region}`}.`,
  hints: [`Name its region: --region ${region ?? 'REGION'}`],
});

const noSuchHost: Explanation = ({ location, place }) => ({
  message: `${place} has no address, so ${location} was not read.`,
  hints: ['Check --region and AWS_ENDPOINT_URL_S3, and the network connection.'],
});

const untrusted: Explanation = ({ location, place }) => ({
  message: `No safe connection to ${place} could be made, so ${location} was not read.`,
  hints: [
    'Name the authority that signed its certificate in NODE_EXTRA_CA_CERTS, or check http against https in the endpoint.',
  ],
});

const explanations: Readonly<Record<string, Explanation>> = {
  NoSuchBucket: ({ location, place }) => ({
    message: `The bucket of ${location} does not exist in ${place}.`,
    hints: ['Check the spelling: expected s3://bucket/prefix.'],
  }),
  AccessDenied: denied,
  AllAccessDisabled: denied,
  'HTTP 403': denied,
  InvalidAccessKeyId: wrongCredentials,
  SignatureDoesNotMatch: wrongCredentials,
  InvalidToken: wrongCredentials,
  ExpiredToken: expiredCredentials,
  ExpiredTokenException: expiredCredentials,
  TokenRefreshRequired: expiredCredentials,
  PermanentRedirect: wrongRegion,
  AuthorizationHeaderMalformed: wrongRegion,
  IllegalLocationConstraintException: wrongRegion,
  CredentialsProviderError: ({ location }) => ({
    message: `No AWS credentials were found to read ${location} with.`,
    hints: [
      'Set some up: aws configure',
      'Use a profile that has them: --profile NAME',
      'Read a public bucket without any: --no-sign-request',
    ],
  }),
  RequestTimeTooSkewed: ({ location }) => ({
    message: `The clock of this machine is wrong, so S3 did not accept the request for ${location}.`,
    hints: ['Set the clock.'],
  }),
  InvalidObjectState: ({ location }) => ({
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
