import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { NothingPublishedError, SparkifyError, TransientError, UsageError } from '../errors.ts';
import { explainRefusal } from '../file-problem.ts';
import { hintLines } from '../hint.ts';
import type { Code } from '../messages/messages.ts';
import { type UserPlace, UserSqlError } from '../warehouse/user-sql.ts';

export interface ErrorAnswer extends Partial<UserPlace> {
  /** What `sparkify explain` takes, such as `SPK-707`; a bug has none. */
  readonly code?: string;
  readonly message: string;
  readonly details: readonly string[];
  readonly hints: readonly string[];
}

/** An error as the command line prints it, as JSON. */
export function toErrorResponse(error: Error, context: Context): Response {
  if (error instanceof HTTPException) return error.getResponse();
  const explained = explainRefusal(error) as Error;
  return context.json({ error: toApiError(explained) }, statusOf(explained));
}

function toApiError(error: Error): ErrorAnswer {
  if (isOutOfMemory(error)) {
    return {
      code: 'SPK-711' satisfies Code,
      message: 'The warehouse has no memory left for this answer: a statement of the SQL page takes it.',
      details: [],
      hints: ['Try again in a few seconds.'],
    };
  }
  if (error instanceof SparkifyError) {
    const { code, message, details, hints } = error;
    return {
      code,
      message,
      details,
      hints: hintLines(hints),
      ...(error instanceof UserSqlError && error.place),
    };
  }
  return { message: `This is a bug in sparkify: ${error.message}`, details: [], hints: [] };
}

function statusOf(error: Error): 400 | 404 | 500 | 503 {
  if (error instanceof NothingPublishedError) return 404;
  if (error instanceof UsageError) return 400;
  return error instanceof TransientError || isOutOfMemory(error) ? 503 : 500;
}

function isOutOfMemory({ name, message }: Error): boolean {
  return name === 'StatementError' && /^(?:sql\/\S+: )?Out of Memory Error/.test(message);
}
