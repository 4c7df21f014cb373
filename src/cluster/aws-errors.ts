import { InterruptedError, SparkifyError, TransientError, UsageError } from '../errors.ts';

/** Whether AWS answered with one of these error codes; `ClusterNotFound` also means `ClusterNotFoundFault`. */
export function isAwsError(error: unknown, ...codes: readonly string[]): error is Error {
  if (!(error instanceof Error)) return false;
  const plain = plainCode(error);
  return codes.some((code) => plain === plainName(code));
}

/** Whether AWS refused a call for its own reasons (HTTP status 4xx), so that another try is refused, too. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Error && statusOf(error) >= 400 && statusOf(error) < 500;
}

/** An error that the user understands, whatever AWS or the network said; one that is already clear stays as it is. */
export function explainAwsError(error: unknown, doing: string): Error {
  if (error instanceof SparkifyError || !(error instanceof Error)) return asError(error);
  if (isOfProxy(error)) return refusedByProxy(error, doing);
  if (error.name === 'AbortError')
    return new InterruptedError('SPK-602', `${doing}: interrupted.`, { cause: error });
  if (isOfAnother(error)) return answeredByAnother(error, doing);
  const code = plainCode(error);
  if (code === undefined) return error;
  const message = `${doing}: ${sentence(error.message || code)}`;
  if (denied.has(code)) {
    return new UsageError('SPK-501', message, {
      cause: error,
      hints: [{ command: 'cluster policy', why: 'Print the IAM policy that is needed' }],
    });
  }
  if (noCredentials.has(code)) {
    return new UsageError('SPK-502', message, {
      cause: error,
      hints: [
        'Log in (aws sso login, aws configure), or name a --profile.',
        { command: 'doctor', flags: { warehouse: 'redshift' }, why: 'Test it' },
      ],
    });
  }
  if (passing.has(code) || statusOf(error) >= 500) {
    return new TransientError('SPK-503', message, {
      cause: error,
      hints: [
        ...(unknownHost.has(code) ? ['Check the network, and the name of the region (--region).'] : []),
        'Nothing is lost: run the same command again.',
      ],
    });
  }
  if (/(Quota|Limit)Exceeded$/.test(code)) {
    return new UsageError('SPK-504', message, {
      cause: error,
      hints: [
        'Delete what is not needed any more, ask AWS for a higher quota (Service Quotas), or use another --region.',
      ],
    });
  }
  // What the SDK did not get from AWS, a TypeError of ours for instance, is a bug and must look like one.
  return '$metadata' in error ? new UsageError('SPK-504', message, { cause: error }) : error;
}

/** A proxy did not let the connection through: it wants a password, or does not allow the address. */
function isOfProxy(error: Error): boolean {
  return (
    (error as NodeJS.ErrnoException).code === 'UND_ERR_ABORTED' && error.message.startsWith('Proxy response')
  );
}

function refusedByProxy(cause: Error, doing: string): TransientError {
  return new TransientError('SPK-505', `${doing}: ${sentence(cause.message)}`, {
    cause,
    hints: ['Check HTTPS_PROXY, with its user and password, and NO_PROXY. Then run the same command again.'],
  });
}

/** The SDK could not read the answer, or found no code in it: it keeps such an answer in a hidden field. */
function isOfAnother(error: Error): boolean {
  return '$response' in error && (/^(Syntax)?Error$/.test(error.name) || plainCode(error) === 'Unknown');
}

/** A proxy or a firewall answered in place of AWS; to other requests AWS may answer. */
export class AnotherAnswerError extends TransientError {}

function answeredByAnother(cause: Error, doing: string): AnotherAnswerError {
  return new AnotherAnswerError(
    'SPK-505',
    `${doing}: the answer (HTTP status ${statusOf(cause)}) is not one of AWS, but of a proxy or a firewall.`,
    {
      cause,
      hints: [
        'Ask the network administrator, or set HTTPS_PROXY and NO_PROXY for this network.',
        'An endpoint of your own (AWS_ENDPOINT_URL) must speak the protocol of AWS.',
      ],
    },
  );
}

const denied = new Set(['AccessDenied', 'UnauthorizedOperation', 'UnauthorizedException', 'Unauthorized']);

const noCredentials = new Set([
  'CredentialsProvider',
  'TokenProvider',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'UnrecognizedClient',
  'SignatureDoesNotMatch',
  'AuthFailure',
  'RequestExpired', // EC2's words for credentials that have expired
  'InvalidSignature',
  'InvalidAccessKeyId',
]);

const passing = new Set([
  'Throttling',
  'ThrottledException',
  'TooManyRequests',
  'RequestLimitExceeded',
  'SlowDown',
  'ServiceUnavailable',
  'InternalFailure',
  'InternalServer',
  'InsufficientClusterCapacity',
  'InsufficientCapacity',
  'InvalidClusterState',
  'DependencyViolation',
  'Conflict',
  'Timeout',
  'ECONNRESET',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  // Of undici, by the names of its errors.
  'ConnectTimeout',
  'HeadersTimeout',
  'BodyTimeout',
  'Socket',
]);

/** The name of the service's host, which contains the region, is not known. */
const unknownHost = new Set(['ENOTFOUND', 'EAI_AGAIN']);

function plainCode(error: Error): string | undefined {
  const { code, Code } = error as { code?: unknown; Code?: unknown };
  const named = error.name !== 'Error' ? error.name : (code ?? Code);
  return typeof named === 'string' ? plainName(named) : undefined;
}

function plainName(code: string): string {
  return code.replace(/(Fault|Exception|Error)$/, '');
}

function statusOf(error: Error): number {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode ?? 0;
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
