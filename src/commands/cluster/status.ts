import { drawOthers, drawStatus } from '../../cluster/draw.ts';
import { otherClusters } from '../../cluster/leftovers.ts';
import { type Status, statusOf } from '../../cluster/status.ts';
import type { Surroundings } from '../surroundings.ts';
import { explained, type Flags, noSuchCluster, openAccount } from './account.ts';

/** `sparkify cluster status`. */
export async function status(flags: Flags, surroundings: Surroundings): Promise<void> {
  using account = await openAccount(flags, surroundings);
  const { settings, clients } = account;
  const observed = await account.observe();
  const now = surroundings.clock.now();
  const found = statusOf(settings, observed, now);
  const others = await explained(otherClusters(clients, settings), 'Looking for other clusters');
  if (found === undefined) {
    drawOthers(others, surroundings.tell);
    throw noSuchCluster(settings);
  }
  if (flags.json === true) return surroundings.write(JSON.stringify(forJson(found)));
  drawStatus(found, now, surroundings.write);
  drawOthers(others, surroundings.write);
}

function forJson(found: Status) {
  const { createdAt, roleArn, secretArn, costSoFar, cost, ...rest } = found;
  return {
    ...rest,
    role_arn: roleArn,
    secret_arn: secretArn,
    created_at: createdAt?.toISOString(),
    usd_an_hour: cost?.hour,
    usd_so_far_at_most: costSoFar,
  };
}
