import { ownAddress } from '../../cluster/address.ts';
import { awaitWarehouse } from '../../cluster/await-warehouse.ts';
import { drawPlan } from '../../cluster/draw.ts';
import type { Observed } from '../../cluster/observe.ts';
import { perform, refuseIfInTheWay } from '../../cluster/perform.ts';
import { changesAnything, type Plan, planCreation, stepsOf } from '../../cluster/plan.ts';
import { type Status, statusOf } from '../../cluster/status.ts';
import { type Wish, wishFor } from '../../cluster/wish.ts';
import { endpointValues, writeConfig } from '../../cluster/write-config.ts';
import { UsageError } from '../../errors.ts';
import type { Surroundings } from '../surroundings.ts';
import { type Account, agreed, type Flags, noSuchCluster, openAccount } from './account.ts';

/** `sparkify cluster create`: look, plan, show, ask, perform, wait, tell endpoint and role. */
export async function create(flags: Flags, surroundings: Surroundings): Promise<void> {
  using account = await openAccount(flags, surroundings);
  const { settings, performance } = account;
  const observed = await account.observe();
  const wish = await wishHere(account, observed, surroundings);
  const plan = planCreation(wish, observed);

  const isDry = flags.dryRun === true;
  const isJson = flags.json === true;
  drawPlan(plan, isDry && !isJson ? surroundings.write : surroundings.tell);
  if (isDry) {
    if (isJson) surroundings.write(JSON.stringify({ plan: forJson(plan) }));
    return refuseIfInTheWay(plan);
  }
  refuseIfInTheWay(plan);
  if (changesAnything(plan)) {
    const creates = stepsOf(plan).some((step) => step.verb === 'create');
    const question = { text: creates ? 'Create it? [y/N]' : 'Change it? [y/N]', expected: /^y(es)?$/i };
    if (!(await agreed(flags, surroundings, question)))
      return surroundings.tell(`  Nothing was ${creates ? 'created' : 'changed'}.`);
  }
  await perform(plan, { wish, observed }, performance);
  const status = await whenReady(account, observed, surroundings);

  if (flags.writeConfig === true && status.host !== undefined) {
    const file = typeof flags.config === 'string' ? flags.config : 'dwh.cfg';
    await writeConfig(file, endpointValues({ ...status, host: status.host }));
    surroundings.tell(`  Endpoint and role were written into ${file}.`);
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
    return surroundings.write(JSON.stringify(done));
  }
  tellResult(status, surroundings);
}

async function wishHere(account: Account, observed: Observed, surroundings: Surroundings): Promise<Wish> {
  const { settings } = account;
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
      : [`${await ownAddress(surroundings.addressService, surroundings.signal)}/32`];
  return wishFor(settings, { identity: observed.identity, vpcId, cidrs });
}

async function whenReady(account: Account, observed: Observed, surroundings: Surroundings): Promise<Status> {
  const { settings, performance } = account;
  if (observed.cluster?.status !== 'paused') {
    const kind = settings.compute.kind === 'nodes' ? 'Cluster' : 'Workgroup';
    await awaitWarehouse({ kind, name: settings.identifier, until: 'available' }, performance);
  }
  const status = statusOf(settings, await account.observe(), surroundings.clock.now());
  if (status === undefined) throw noSuchCluster(settings);
  return status;
}

function tellResult(status: Status, { write }: Surroundings): void {
  write(
    `  Endpoint   ${status.host === undefined ? 'none while it is paused' : `${status.host}:${status.port}`}`,
  );
  write(`  Role       ${status.roleArn ?? 'none'}`);
  write('');
  if (status.state === 'paused') {
    write('  It is paused.   sparkify cluster resume');
    return;
  }
  write('  Next       sparkify etl --warehouse redshift');
  if (status.kind === 'nodes') write('  Pause it   sparkify cluster pause');
  write('  Delete it  sparkify cluster delete');
}

function forJson(plan: Plan) {
  return {
    region: plan.region,
    account: plan.account,
    steps: stepsOf(plan),
    cost: plan.cost && { usd_an_hour: plan.cost.hour, usd_a_day: plan.cost.day, source: plan.cost.source },
  };
}
