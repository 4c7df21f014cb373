import { awaitWarehouse } from '../../cluster/await-warehouse.ts';
import { pauseCluster, resumeCluster } from '../../cluster/cluster.ts';
import { ownerName, ownershipOf } from '../../cluster/tags.ts';
import { UsageError } from '../../errors.ts';
import type { Context } from '../context.ts';
import { explained, type Flags, noSuchCluster, openAccount } from './account.ts';

/** `sparkify cluster pause`. */
export async function pause(flags: Flags, context: Context): Promise<void> {
  await turn(flags, context, {
    verb: 'pause',
    doing: 'Pausing',
    from: 'available',
    on: 'pausing',
    to: 'paused',
    call: pauseCluster,
    done: 'is paused: only its storage is billed. Go on with: sparkify cluster resume',
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
}

async function turn(flags: Flags, context: Context, way: Turn): Promise<void> {
  using account = await openAccount(flags, context);
  const { settings, clients, execution } = account;
  const { cluster, workgroup } = await account.observe();
  if (cluster === undefined) {
    if (workgroup === undefined) throw noSuchCluster(settings);
    return tell(
      flags,
      context,
      workgroup.name,
      workgroup.status,
      'is Serverless: it costs nothing while idle, and needs no pause.',
    );
  }
  const { name, status } = cluster;
  const owner = ownerName({ region: settings.connection.region, identifier: settings.identifier });
  if (ownershipOf(cluster.tags, owner) !== 'ours') {
    throw new UsageError(`${name} was not made by sparkify, and stays as it is.`, {
      hints: [`If you mean it: aws redshift ${way.verb}-cluster --cluster-identifier ${name}`],
    });
  }
  if (status === way.to) return tell(flags, context, name, status, way.done);
  if (status !== way.from && status !== way.on) {
    throw new UsageError(`${name} is ${status}; it should be ${way.from} for this.`, {
      hints: ['Look how it is: sparkify cluster status'],
    });
  }
  if (flags.dryRun === true) {
    return tell(flags, context, name, status, `would be ${way.to}.`);
  }
  context.terminal.note(`  ${way.doing} ${name}`);
  if (status === way.from) await explained(way.call(clients, name), `${way.doing} ${name}`);
  await awaitWarehouse({ kind: 'Cluster', name, until: way.to }, execution);
  tell(flags, context, name, way.to, way.done);
}

function tell(flags: Flags, { terminal }: Context, name: string, state: string, text: string): void {
  terminal.print(flags.json === true ? JSON.stringify({ name, state }) : `  ${name} ${text}`);
}
