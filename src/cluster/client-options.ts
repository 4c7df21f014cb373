import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import { quietAwsSdk } from '../quiet-aws-sdk.ts';
import type { ConnectionSettings } from './settings.ts';

/** Throttling and lost connections are tried this often before they are told. */
const tries = 8;

/** What each client of AWS is opened with; `retryDelay` gives the milliseconds before the next try of a call. */
export function clientOptions(
  { region, profile, endpoint, credentials }: ConnectionSettings,
  retryDelay: (attempt: number) => number = jitter,
) {
  quietAwsSdk();
  return {
    region,
    retryStrategy: new ConfiguredRetryStrategy(tries, retryDelay),
    ...(profile !== undefined && { profile }),
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials !== undefined && { credentials }),
  };
}

/** Full jitter, from 100 ms to 10 s. https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ */
function jitter(attempt: number): number {
  return Math.random() * Math.min(10_000, 200 * 2 ** attempt);
}
