import type { ApiError } from '../api.ts';

/** An error that the server answered, with what to try next. */
export class ServerError extends Error {
  readonly status: number;
  readonly details: ApiError;

  constructor(status: number, details: ApiError) {
    super(details.message);
    this.name = 'ServerError';
    this.status = status;
    this.details = details;
  }
}

/** Dispatched on the document when the server does not answer; the page asks again when it does. */
export const unanswered = 'sparkify:unanswered';

/** @throws {ServerError} if the server answers an error, or does not answer */
export async function getJson<T>(address: string, options: RequestInit = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(address, options);
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    document.dispatchEvent(new Event(unanswered));
    throw new ServerError(0, {
      code: 'SPK-735',
      message: 'The dashboard does not answer: it was stopped.',
      details: [],
      hints: ['Start it again: sparkify dashboard'],
    });
  }
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body as T;
  throw new ServerError(response.status, errorOf(body, response.status));
}

function errorOf(body: unknown, status: number): ApiError {
  if (typeof body === 'object' && body !== null && 'error' in body) return body.error as ApiError;
  return { message: `The dashboard answered ${status}.`, details: [], hints: [] };
}
