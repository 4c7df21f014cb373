import { awaitWarehouse } from '../../cluster/await-warehouse.ts';
import { type Cluster, pauseCluster, renewLife, resumeCluster } from '../../cluster/cluster.ts';
import { kindsOf } from '../../cluster/kind.ts';
import { clusterArn } from '../../cluster/names.ts';
import type { Observed } from '../../cluster/observe.ts';
import { movePause } from '../../cluster/pause-action.ts';
import { isOurs, ttlTag } from '../../cluster/tags.ts';
import { UsageError } from '../../errors.ts';
import type { Hint } from '../../hint.ts';
import { parseDuration } from '../../settings/duration.ts';
import { formatUtc } from '../../settings/ttl.ts';
import type { Context } from '../context.ts';
import { type Account, explained, type Flags, noSuchCluster, openAccount } from './account.ts';

/** `sparkify cluster pause`. */
export async function pause(flags: Flags, context: Context): Promise<void> {
  await turn(flags, context, {
    verb: 'pause',
    doing: 'Pausing',
    from: 'available',
    on: 'pausing',
    to: 'paused',
    call: pauseCluster,
    done: 'is paused: only its storage is billed.',
    next: [{ command: 'cluster resume', why: 'Go on' }],
  });
}

/** `sparkify cluster resume`. */
export async function resume(flags: Flags, context: Context): Promise<void> {
  await turn(flags, context, {
    verb: 'resume',
    doing: 'Resuming',
    from: 'paused',
    on: 'resuming',
    to: 'available',
    call: resumeCluster,
    done: 'is available, and billed again.',
    next: [],
  });
}

interface Turn {
  readonly verb: 'pause' | 'resume';
  readonly doing: string;
  readonly from: string;
  /** The state on the way, in which a run that died may have left it. */
  readonly on: string;
  readonly to: 'available' | 'paused';
  readonly call: typeof pauseCluster;
  readonly done: string;
  readonly next: readonly Hint[];
}

async function turn(flags: Flags, context: Context, way: Turn): Promise<void> {
  using account = await openAccount(flags, context);
  const { settings, clients, execution } = account;
  const observed = await account.observe();
  const { owner } = settings;
  const { cluster, workgroup } = observed;
  if (cluster === undefined || kindsOf(observed, owner)[0] === 'serverless') {
    if (workgroup === undefined) throw noSuchCluster(settings);
    const text = 'is Serverless: it costs nothing while idle, and needs no pause.';
    return print(flags, context, { name: workgroup.name, state: workgroup.status, text });
  }
  const { name, status } = cluster;
  if (!isOurs(cluster, owner)) {
    throw new UsageError('SPK-610', `${name} was not created by sparkify, and was not changed.`, {
      hints: [`To do it anyway: aws redshift ${way.verb}-cluster --cluster-identifier ${name}`],
    });
  }
  if (status === way.to)
    return print(flags, context, { name, state: status, text: way.done, next: way.next });
  if (status !== way.from && status !== way.on) {
    throw new UsageError('SPK-611', `${name} is ${status}; expected ${way.from}.`, {
      hints: [{ command: 'cluster status', why: 'See its state' }],
    });
  }
  if (flags.dryRun) {
    return print(flags, context, { name, state: status, text: `would be ${way.to}.` });
  }
  context.terminal.note(`  ${way.doing} ${name}`);
  if (status === way.from) await explained(way.call(clients, name), `${way.doing} ${name}`);
  const pausesAt = way.verb === 'resume' ? await renewed(account, observed, cluster) : undefined;
  await awaitWarehouse({ kind: 'Cluster', name, until: way.to }, execution);
  if (pausesAt !== undefined) {
    const arn = clusterArn(observed.identity, settings.connection.region, name);
    await explained(renewLife(clients, arn, { now: execution.clock.now() }), `Cluster ${name}`);
  }
  const pauses = pausesAt && ` It pauses by itself at ${formatUtc(pausesAt)}.`;
  print(flags, context, { name, state: way.to, text: `${way.done}${pauses ?? ''}`, next: way.next });
}

/** A resumed cluster has its time to live again, from now on: at once, so that no crash leaves it without an end. */
async function renewed(
  { clients, execution, settings }: Account,
  { pauseAction }: Observed,
  { tags }: Cluster,
): Promise<Date | undefined> {
  const ttl = tags[ttlTag];
  if (ttl === undefined || pauseAction === undefined || !isOurs(pauseAction, settings.owner))
    return undefined;
  const at = new Date(execution.clock.now().getTime() + parseDuration({ value: ttl, from: 'tag' }));
  await explained(movePause(clients, pauseAction.name, at), `Scheduled action ${pauseAction.name}`);
  return at;
}

function print(flags: Flags, { terminal, call }: Context, { name, state, text, next = [] }: Result): void {
  const lines = [`${name} ${text}`, ...call.lines(next)].map((line) => `  ${line}`);
  for (const line of flags.json ? [JSON.stringify({ name, state })] : lines) terminal.print(line);
}

interface Result {
  readonly name: string;
  readonly state: string;
  readonly text: string;
  readonly next?: readonly Hint[];
}
