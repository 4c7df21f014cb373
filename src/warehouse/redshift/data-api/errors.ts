import { explainAwsError, isAwsError } from '../../../cluster/aws-errors.ts';
import { reworded, SparkifyError } from '../../../errors.ts';
import { nothingPublished } from '../redshift-errors.ts';

/** An error as `pg` would have it, so that both transports are translated by the same rules. */
class ServerError extends Error {
  readonly code: string | undefined;
  constructor(message: string, code?: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** The session is gone: it expired, or the warehouse was restarted. What it had not committed is rolled back. */
export class SessionGoneError extends ServerError {
  constructor(cause: Error) {
    super(`Connection terminated: ${cause.message}`, '08003', cause);
  }
}

/** What Redshift says of a statement that did not end well: its words without the Data API's frame. */
export function failedStatement(status: string, error: string | undefined): Error {
  if (status === 'ABORTED') return new ServerError("Query cancelled on user's request", '57014');
  const words = (error ?? 'the statement failed')
    .replace(/^ERROR: */, '')
    .replace(/ *\[ErrorId: [^\]]*\]$/, '');
  const [message = '', detail] = words.split(/\n\s*Detail: /);
  return Object.assign(new ServerError(message, codeOf(words)), detail && { detail });
}

/** The Data API passes no SQLSTATE on; the rules of the other transport lean on these. */
function codeOf(words: string): string | undefined {
  if (/permission denied/i.test(words)) return '42501';
  if (/deadlock detected/i.test(words)) return '40P01';
  if (/terminating connection|server closed the connection/i.test(words)) return '57P01';
  if (/password authentication failed/i.test(words)) return '28P01';
  if (/database "[^"]*" does not exist/i.test(words)) return '3D000';
  return undefined;
}

/** An error of a call. A session that is busy, expired or unknown is a ValidationException in other words. */
export function explainDataApiError(cause: unknown): unknown {
  if (!(cause instanceof Error) || cause instanceof SparkifyError || cause instanceof ServerError)
    return cause;
  if (
    isAwsError(cause, 'Validation') &&
    /\bSession\b.*(not available|invalid|expired|closed)/i.test(cause.message)
  )
    return new SessionGoneError(cause);
  if (cause.name === 'TimeoutError' && !('$metadata' in cause))
    return new ServerError('no answer in time', 'ETIMEDOUT', cause);
  if (
    isAwsError(cause, 'ActiveSessionsExceeded', 'ActiveStatementsExceeded', 'ActiveWaitingRequestsExceeded')
  )
    return new ServerError(cause.message, '53300', cause);
  if (!('$metadata' in cause || 'code' in cause)) return cause;
  const explained = explainAwsError(cause, 'The Data API of Redshift');
  if (!(explained instanceof SparkifyError)) return explained;
  const isElsewhere = isAwsError(cause, 'Validation', 'ResourceNotFound');
  return reworded(explained, {
    details: [nothingPublished, ...explained.details],
    hints: [...explained.hints, ...(isElsewhere ? whereItIs : [])],
  });
}

/** For a warehouse that the Data API does not find, or that is paused. */
const whereItIs = [
  { command: 'cluster status', why: 'Does it exist there, and is it running?' },
  'Another region: --region us-east-1, or REGION under [AWS] in dwh.cfg',
];
