import { drawOthers, drawStatus } from '../../cluster/draw.ts';
import type { Observed } from '../../cluster/observe.ts';
import { observeOthers } from '../../cluster/others.ts';
import { planDeletion } from '../../cluster/plan-deletion.ts';
import type { ClusterTarget } from '../../cluster/settings.ts';
import { type Status, statusOf } from '../../cluster/status.ts';
import type { Context } from '../context.ts';
import { explained, type Flags, noSuchCluster, openAccount } from './account.ts';

/** `sparkify cluster status`. */
export async function status(flags: Flags, context: Context): Promise<void> {
  using account = await openAccount(flags, context);
  const { settings, clients } = account;
  const observed = await account.observe();
  const now = context.clock.now();
  const found = statusOf(settings, observed, now);
  const others = await explained(observeOthers(clients, settings.identifier), 'Looking for other clusters');
  if (found === undefined) {
    drawOthers(others, context.terminal.note);
    throw noSuchCluster(settings, remainsOf(settings, observed));
  }
  if (flags.json) return context.terminal.print(JSON.stringify(forJson(found)));
  drawStatus(found, now, context.terminal.print, context.call.lines);
  drawOthers(others, context.terminal.print);
}

/** What of ours is there without a cluster that could be used, as after a crash. */
function remainsOf({ owner }: ClusterTarget, observed: Observed): readonly string[] {
  const steps = planDeletion(owner, observed, []);
  return steps.filter(({ verb }) => verb === 'delete').map(({ kind, name }) => `${kind} ${name}`);
}

function forJson(found: Status) {
  const { createdAt, pausesAt, roleArn, secretArn, costSoFar, cost, ...rest } = found;
  return {
    ...rest,
    role_arn: roleArn,
    secret_arn: secretArn,
    created_at: createdAt?.toISOString(),
    pauses_at: pausesAt?.toISOString(),
    usd_an_hour: cost?.hour,
    usd_so_far_at_most: costSoFar,
  };
}
