import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import { type AwsService, checkProfile, configuredCaBundle, configuredEndpoint } from '../aws/profile.ts';
import { quietAwsSdk } from '../aws/quiet-sdk.ts';
import { sdkHandler } from '../aws/sdk-handler.ts';
import type { ConnectionSettings } from './settings.ts';

/** Throttling and lost connections are tried this often before the call fails. */
const tries = 8;

/**
 * Returns what the client of each service is opened with; `retryDelay` gives the milliseconds before the next try of a call.
 *
 * @throws {UsageError} for a profile that does not exist
 */
export async function clientOptions(
  connection: ConnectionSettings,
  retryDelay: (attempt: number) => number = jitter,
) {
  quietAwsSdk();
  const { region, profile, credentials, network } = connection;
  if (credentials === undefined) await checkProfile(connection);
  const caBundle = network?.caBundle ?? (await configuredCaBundle(connection));
  const requestHandler = sdkHandler({ ...network, caBundle });
  return async (service: AwsService) => {
    const endpoint = connection.endpoint ?? (await configuredEndpoint(service, connection));
    return {
      region,
      retryStrategy: new ConfiguredRetryStrategy(tries, retryDelay),
      ...(requestHandler && { requestHandler }),
      ...(profile !== undefined && { profile }),
      ...(endpoint !== undefined && { endpoint }),
      ...(credentials !== undefined && { credentials }),
    };
  };
}

/** Full jitter, from 100 ms to 10 s. https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ */
function jitter(attempt: number): number {
  return Math.random() * Math.min(10_000, 200 * 2 ** attempt);
}
