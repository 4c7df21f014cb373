import { InterruptedError } from './errors.ts';
import { onAbort } from './on-abort.ts';

/** The error of a command that was stopped. */
export function stopped(cause?: unknown): InterruptedError {
  return new InterruptedError('SPK-109', 'Stopped; nothing was published.', { cause });
}

/** The result of some work; where it fails because the signal aborted, the error says so. */
export async function orStopped<Result>(
  work: Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  return await work.catch((error: unknown) => {
    throw signal?.aborted && isAbort(error, signal.reason) ? stopped(error) : error;
  });
}

function isAbort(error: unknown, reason: unknown): boolean {
  if (error === reason) return true;
  if (error instanceof InterruptedError || !(error instanceof Error)) return false;
  return error.name === 'AbortError' || isAbort(error.cause, reason);
}

/**
 * The result of some work, until the signal aborts: then its reason is thrown at once, whatever the work does. For work
 * that takes no signal, such as asking AWS, or takes it only once a connection exists.
 */
export async function untilAborted<Result>(
  work: Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  if (signal === undefined) return await work;
  work.catch(() => undefined); // nobody waits for its failure any more
  let giveUp = () => {};
  const aborted = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason);
    if (signal.aborted) giveUp();
  });
  using _ = onAbort(signal, giveUp);
  return await Promise.race([work, aborted]);
}
