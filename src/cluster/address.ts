import { isIP } from 'node:net';
import { TransientError } from '../errors.ts';

/** AWS's own service; it answers with the address that a request came from. */
export const addressService = 'https://checkip.amazonaws.com/';

/**
 * The public address of this machine, IPv4 or IPv6, as AWS sees it.
 * Throws a {@link TransientError} where it cannot be learnt; `--allow-cidr` does without.
 */
export async function ownAddress(service: string = addressService, signal?: AbortSignal): Promise<string> {
  const address = await ask(service, signal);
  if (isIP(address) !== 0) return address;
  throw cannotLearn(service, `it answered ${JSON.stringify(address.slice(0, 60))}, which is not an address`);
}

async function ask(service: string, signal: AbortSignal | undefined): Promise<string> {
  const timeout = AbortSignal.timeout(10_000);
  try {
    const response = await fetch(service, { signal: signal ? AbortSignal.any([signal, timeout]) : timeout });
    if (!response.ok) throw new Error(`it answered with status ${response.status}`);
    return (await response.text()).trim();
  } catch (cause) {
    const { message } = cause as Error;
    throw cannotLearn(service, message === 'fetch failed' ? 'it cannot be reached' : message, cause);
  }
}

function cannotLearn(service: string, why: string, cause?: unknown): TransientError {
  return new TransientError(
    'SPK-615',
    `Your public address could not be determined from ${service}: ${why}.`,
    {
      cause,
      details: ['The security group allows only your own address, so the address must be known.'],
      hints: [{ command: 'cluster create', flags: { allowCidr: '203.0.113.7/32' }, why: 'Name it, such as' }],
    },
  );
}
