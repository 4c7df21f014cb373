import { ownAddress } from '../../cluster/address.ts';
import { apply, refuseIfInTheWay } from '../../cluster/apply.ts';
import { awaitWarehouse } from '../../cluster/await-warehouse.ts';
import { type DesiredState, desiredState } from '../../cluster/desired-state.ts';
import { drawPlan } from '../../cluster/draw.ts';
import type { Observed } from '../../cluster/observe.ts';
import { changesAnything, type Plan, planCreation, stepsOf } from '../../cluster/plan.ts';
import { type ClusterSettings, readClusterSettings } from '../../cluster/settings.ts';
import { type Status, statusOf } from '../../cluster/status.ts';
import { endpointValues, writeConfig } from '../../cluster/write-config.ts';
import { UsageError } from '../../errors.ts';
import type { Context } from '../context.ts';
import { type Account, agreed, type Flags, noSuchCluster, openAccount } from './account.ts';

/** `sparkify cluster create`: look, plan, show, ask, apply, wait, tell endpoint and role. */
export async function create(flags: Flags, context: Context): Promise<void> {
  using account = await openAccount(flags, context, ['cluster', 'create', 'aws']);
  const { execution } = account;
  const settings = readClusterSettings(account.given);
  const observed = await account.observe();
  const desired = await desiredHere(settings, observed, context);
  const plan = planCreation(desired, observed);

  const isDry = flags.dryRun === true;
  const isJson = flags.json === true;
  drawPlan(plan, isDry && !isJson ? context.terminal.print : context.terminal.note);
  if (isDry) {
    if (isJson) context.terminal.print(JSON.stringify({ plan: forJson(plan) }));
    return refuseIfInTheWay(plan);
  }
  refuseIfInTheWay(plan);
  if (changesAnything(plan)) {
    const creates = stepsOf(plan).some((step) => step.verb === 'create');
    const question = { text: creates ? 'Create it? [y/N]' : 'Change it? [y/N]', expected: /^y(es)?$/i };
    if (!(await agreed(flags, context, question)))
      return context.terminal.note(`  Nothing was ${creates ? 'created' : 'changed'}.`);
  }
  await apply(plan, { desired, observed }, execution);
  const status = await whenReady(account, observed, context);

  if (flags.writeConfig === true && status.host !== undefined) {
    const file = typeof flags.config === 'string' ? flags.config : 'dwh.cfg';
    await writeConfig(file, endpointValues({ ...status, host: status.host }));
    context.terminal.note(`  Endpoint and role were written into ${file}.`);
  }
  if (isJson) {
    const { host, port, roleArn, database, user, state, secretArn } = status;
    const done = {
      name: settings.identifier,
      state,
      host,
      port,
      database,
      user,
      role_arn: roleArn,
      secret_arn: secretArn,
    };
    return context.terminal.print(JSON.stringify(done));
  }
  tellResult(status, context);
}

async function desiredHere(
  settings: ClusterSettings,
  observed: Observed,
  context: Context,
): Promise<DesiredState> {
  const { vpcId } = observed;
  if (vpcId === undefined) {
    throw new UsageError(
      `The region ${settings.connection.region} has no default VPC to put the cluster into.`,
      {
        hints: ['Create one: aws ec2 create-default-vpc', 'Or use another region: --region us-east-1'],
      },
    );
  }
  const cidrs =
    settings.allowCidrs.length > 0
      ? settings.allowCidrs
      : [`${await ownAddress(context.addressService, context.signal)}/32`];
  return desiredState(settings, { identity: observed.identity, vpcId, cidrs });
}

async function whenReady(account: Account, observed: Observed, context: Context): Promise<Status> {
  const { settings, execution } = account;
  if (observed.cluster?.status !== 'paused') {
    const kind = settings.kind === 'nodes' ? 'Cluster' : 'Workgroup';
    await awaitWarehouse({ kind, name: settings.identifier, until: 'available' }, execution);
  }
  const status = statusOf(settings, await account.observe(), context.clock.now());
  if (status === undefined) throw noSuchCluster(settings);
  return status;
}

function tellResult(status: Status, { terminal }: Context): void {
  terminal.print(
    `  Endpoint   ${status.host === undefined ? 'none while it is paused' : `${status.host}:${status.port}`}`,
  );
  terminal.print(`  Role       ${status.roleArn ?? 'none'}`);
  terminal.print('');
  if (status.state === 'paused') {
    terminal.print('  It is paused.   sparkify cluster resume');
    return;
  }
  terminal.print('  Next       sparkify etl --warehouse redshift');
  if (status.kind === 'nodes') terminal.print('  Pause it   sparkify cluster pause');
  terminal.print('  Delete it  sparkify cluster delete');
}

function forJson(plan: Plan) {
  return {
    region: plan.region,
    account: plan.account,
    steps: stepsOf(plan),
    cost: plan.cost && { usd_an_hour: plan.cost.hour, usd_a_day: plan.cost.day, source: plan.cost.source },
  };
}
