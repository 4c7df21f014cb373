import { lookup } from 'node:dns/promises';
import { InterruptedError, TransientError } from '../errors.ts';
import { spokenTime } from '../settings/ttl.ts';
import type { Execution } from './apply.ts';
import { waitFor } from './wait.ts';

/** A new name is known within some minutes. */
const longest = 10 * 60_000;

/** Whether a name has an address here. */
export async function resolves(host: string): Promise<boolean> {
  return await lookup(host).then(
    () => true,
    () => false,
  );
}

/**
 * Waits until the name of an endpoint has an address: AWS calls a warehouse available before its name is known everywhere.
 *
 * @throws {TransientError} if it has none after ten minutes; the warehouse exists all the same
 */
export async function awaitEndpoint(host: string, execution: Execution): Promise<void> {
  const { clock, report, signal, resolves: isKnown = resolves } = execution;
  const hints = [{ command: 'cluster create', why: 'Wait again' }];
  const retryPolicy = { clock, signal, every: 5_000, limit: longest };
  const known = await waitFor(retryPolicy, async (waited) => {
    if (await isKnown(host)) return true;
    report.waiting(`Endpoint ${host}  its name is not known yet  ${spokenTime(waited)}`);
    return undefined;
  }).catch((cause: unknown) => {
    if (!signal?.aborted) throw cause;
    throw new InterruptedError('SPK-602', 'Stopped waiting for the name of the endpoint.', { cause, hints });
  });
  if (known) return;
  throw new TransientError(
    'SPK-608',
    `The warehouse is available, but the name ${host} is not known here after ${spokenTime(longest)}.`,
    { hints: [...hints, 'Or ask the administrator of the name server of this network.'] },
  );
}
