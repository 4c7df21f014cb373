import { SparkifyError } from '../errors.ts';
import { decodeEntities, element } from './xml.ts';

/** A request to S3 that did not succeed, as reported by the SDK, the connection, S3 itself, or a check of the body. */
export class S3Failure extends Error {
  /** S3's error code, or Node's for the connection. */
  readonly code: string;
  /** HTTP status; none if no answer came. */
  readonly status: number | undefined;
  /** The region that S3 says the bucket is in. */
  readonly region: string | undefined;
  /** The address that S3 redirects to. */
  readonly origin: string | undefined;
  /** The time that S3 says it is, in milliseconds, where it did not accept the time of the request. */
  readonly time: number | undefined;

  constructor(message: string, { code, status, region, origin, time, cause }: FailureFacts) {
    super(message, { cause });
    this.name = 'S3Failure';
    this.code = code;
    this.status = status;
    this.region = region;
    this.origin = origin;
    this.time = time;
  }
}

interface FailureFacts {
  readonly code: string;
  readonly status?: number | undefined;
  readonly region?: string | undefined;
  readonly origin?: string | undefined;
  readonly time?: number | undefined;
  readonly cause?: unknown;
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
  if (status < 500 && !isFromS3(headers, body)) {
    const title = /<title>([^<]*)/i.exec(body)?.[1]?.trim();
    const page = title ? `the web page "${decodeEntities(title)}"` : 'a web page';
    return new S3Failure(`${page} came in place of an answer, with HTTP status ${status}`, {
      code: notS3,
      status,
    });
  }
  const field = (name: string) => decodeEntities(element(body, name)) || undefined;
  const header = (name: string) => (typeof headers[name] === 'string' ? headers[name] : undefined);
  const code = field('Code') ?? (status === 307 ? 'TemporaryRedirect' : `HTTP ${status}`);
  const location = status === 307 ? header('location') : undefined;
  return new S3Failure(field('Message') ?? `HTTP status ${status}`, {
    code,
    status,
    region: header('x-amz-bucket-region') ?? field('Region'),
    origin: location !== undefined && URL.canParse(location) ? new URL(location).origin : undefined,
    time: skewed.has(code) ? timeOf(header('date')) : undefined,
  });
}

/** The code of what answers in place of S3: a proxy, or the login page of a network. */
const notS3 = 'NotS3';

/** The codes of a request whose time is too far from S3's. */
const skewed = new Set(['RequestTimeTooSkewed', 'RequestExpired', 'RequestInTheFuture']);

/** Whether an answer comes from S3: an object has an ETag, and everything else is XML or empty, never a web page. */
export function isFromS3(headers: Readonly<Record<string, unknown>>, body = ''): boolean {
  if (headers.etag !== undefined) return true;
  return !/^text\/html/i.test(String(headers['content-type'])) && !/^\s*<(!doctype html|html)\b/i.test(body);
}

function timeOf(date: string | undefined): number | undefined {
  const time = Date.parse(date ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/** Throttling, trouble inside S3, and connections that broke: another try may succeed. */
export function isWorthAnotherTry({ code, status }: S3Failure): boolean {
  if (passing.has(code) || code.startsWith('HPE_')) return true;
  // A success whose content could not be used was damaged on the way.
  return status !== undefined && (status >= 500 || status === 429 || status === 408 || status < 300);
}

/** What S3 says is wrong with where or when a request was sent: the next one can be right. */
export type Correction =
  | { readonly region: string }
  | { readonly origin: string }
  | { readonly time: number };

/** The correction that S3 asks for, if it asks for one and says enough. */
export function correctionOf({ code, region, origin, time }: S3Failure): Correction | undefined {
  if (time !== undefined) return { time };
  if (wrongRegion.has(code) && region !== undefined) return { region };
  return origin === undefined ? undefined : { origin };
}

/** The codes of a request that belongs to another region; a bucket that was just created redirects there for some minutes. */
const wrongRegion = new Set([
  'PermanentRedirect',
  'TemporaryRedirect',
  'AuthorizationHeaderMalformed',
  'IllegalLocationConstraintException',
]);

/** A proxy, or a network that wants a login first, answered in place of S3: nothing to do with the bucket. */
export function isFromProxy({ code, message }: S3Failure): boolean {
  return code === notS3 || (code === 'UND_ERR_ABORTED' && message.startsWith('Proxy response'));
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, and the codes of Node and undici for connections. */
const passing = new Set([
  ...[
    'TemporaryRedirect',
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
