import { ownAddress } from '../../cluster/address.ts';
import { apply, refuseIfInTheWay } from '../../cluster/apply.ts';
import type { Kind } from '../../cluster/asked-kind.ts';
import { awaitEndpoint } from '../../cluster/await-endpoint.ts';
import { awaitWarehouse } from '../../cluster/await-warehouse.ts';
import type { Clients } from '../../cluster/clients.ts';
import { type ClusterSettings, readClusterSettings } from '../../cluster/create-settings.ts';
import type { Desired } from '../../cluster/desired.ts';
import { drawPlan } from '../../cluster/draw.ts';
import { chooseKind } from '../../cluster/kind.ts';
import { findNetwork } from '../../cluster/network.ts';
import type { Observed } from '../../cluster/observe.ts';
import { changesAnything, type Plan, planCreation } from '../../cluster/plan.ts';
import { observeSecurityGroup } from '../../cluster/security-group.ts';
import { type Status, statusOf } from '../../cluster/status.ts';
import { endpointValues, writeConfig } from '../../cluster/write-config.ts';
import type { Hint } from '../../hint.ts';
import { rangeOf } from '../../settings/cidr.ts';
import type { Context } from '../context.ts';
import { type Account, agreed, explained, type Flags, noSuchCluster, openAccount } from './account.ts';

/** `sparkify cluster create`: look, plan, show, ask, apply, wait, print endpoint and role. */
export async function create(
  flags: Flags & { readonly writeConfig?: boolean },
  context: Context,
): Promise<void> {
  using account = await openAccount(flags, context, ['cluster', 'create', 'aws']);
  const { execution } = account;
  readClusterSettings(account.given); // what is wrong with the settings comes before what AWS says
  const seen = await account.observe();
  const kind = chooseKind(account.settings, seen);
  const settings = readClusterSettings(account.given, { ...seen, kind });
  const { desired, observed } = await desiredHere(account, { settings, seen }, context);
  const plan = planCreation(desired, observed);

  const { config: file = 'dwh.cfg', dryRun, json } = flags;
  drawPlan(plan, dryRun && !json ? context.terminal.print : context.terminal.note, context.call.lines);
  if (dryRun) {
    if (json) context.terminal.print(JSON.stringify({ plan: forJson(plan) }));
    return refuseIfInTheWay(plan);
  }
  refuseIfInTheWay(plan);
  if (changesAnything(plan)) {
    const creates = plan.steps.some((step) => step.verb === 'create');
    const question = { text: creates ? 'Create it? [y/N]' : 'Change it? [y/N]', expected: /^y(es)?$/i };
    if (!(await agreed(flags, context, question)))
      return context.terminal.note(`  Nothing was ${creates ? 'created' : 'changed'}.`);
  }
  await apply(plan, execution);
  const status = await whenReady(account, { observed, kind }, context);

  if (settings.isPrivate && account.given.connection?.value !== 'data-api') {
    await writeConfig(file, [{ setting: 'connection', value: 'data-api' }]);
    context.terminal.note(
      `  CONNECTION = data-api was written into ${file}: nothing else reaches it from here.`,
    );
  }
  if (flags.writeConfig && status.host !== undefined) {
    await writeConfig(file, endpointValues({ ...status, host: status.host }));
    context.terminal.note(`  Endpoint and role were written into ${file}.`);
  }
  if (json) {
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
  printResult(status, context);
}

/** What the settings come to in this account, and what is there in the network that they name. */
export async function desiredHere(
  { clients }: Account,
  { settings, seen }: { readonly settings: ClusterSettings; readonly seen: Observed },
  context: Context,
): Promise<{ readonly desired: Desired; readonly observed: Observed }> {
  const { network, securityGroup } = await explained(
    inNetwork(clients, settings, seen),
    'Looking for the network',
  );
  const cidrs =
    settings.allowCidrs.length > 0
      ? settings.allowCidrs
      : settings.isPrivate
        ? []
        : [rangeOf(await ownAddress(context.addressService, context.signal))];
  const desired = {
    ...settings,
    identity: seen.identity,
    network,
    cidrs,
    now: context.clock.now(),
    isOwnAddress: settings.allowCidrs.length === 0,
  };
  return { desired, observed: { ...seen, securityGroup } };
}

/** Where the warehouse is to be, and the security group there: of one that exists the group that it has, unless another is named. */
async function inNetwork(clients: Clients, settings: ClusterSettings, seen: Observed) {
  const { compute, connection, securityGroupName: name } = settings;
  const serverless = compute.kind === 'serverless';
  const existing = serverless ? seen.workgroup : seen.cluster;
  const network = await findNetwork(clients, settings.askedNetwork, {
    serverless,
    region: connection.region,
    defaultVpc: seen.vpcId,
    existingVpc: existing?.vpcId,
  });
  const { vpcId, securityGroup: given } = network;
  if (given !== undefined) return { network, securityGroup: given };
  const isSeen = vpcId === (seen.securityGroup?.vpcId ?? seen.vpcId);
  const own = isSeen ? seen.securityGroup : await observeSecurityGroup(clients, { name, vpcId });
  const attached = existing?.securityGroups ?? [];
  const [id] = attached;
  if (id === undefined || (own !== undefined && attached.includes(own.id)))
    return { network, securityGroup: own };
  const securityGroup = await observeSecurityGroup(clients, { id });
  return { network: { ...network, securityGroup }, securityGroup };
}

export async function whenReady(
  account: Account,
  { observed, kind }: { readonly observed: Observed; readonly kind: Kind },
  context: Context,
): Promise<Status> {
  const { settings, execution } = account;
  const { identifier: name } = settings;
  if (kind === 'serverless' || observed.cluster?.status !== 'paused') {
    const what = kind === 'nodes' ? 'Cluster' : 'Workgroup';
    await awaitWarehouse({ kind: what, name, until: 'available' }, execution);
  }
  const status = statusOf(settings, await account.observe(), context.clock.now());
  if (status === undefined) throw noSuchCluster(settings);
  if (status.host !== undefined && status.public && status.state === 'available')
    await awaitEndpoint(status.host, execution);
  return status;
}

function printResult(status: Status, { terminal, call }: Context): void {
  terminal.print(
    `  Endpoint   ${status.host === undefined ? 'none while it is paused' : `${status.host}:${status.port}`}`,
  );
  terminal.print(`  Role       ${status.roleArn ?? 'none'}`);
  terminal.print('');
  const next: readonly Hint[] =
    status.state === 'paused'
      ? [{ command: 'cluster resume', why: 'It is paused' }]
      : [
          { command: 'etl', flags: { warehouse: 'redshift' }, why: 'Next' },
          ...(status.kind === 'nodes' ? [{ command: 'cluster pause', why: 'Pause it' }] : []),
          { command: 'cluster delete', why: 'Delete it' },
        ];
  for (const line of call.lines(next)) terminal.print(`  ${line}`);
}

function forJson(plan: Plan) {
  return {
    region: plan.region,
    account: plan.account,
    steps: plan.steps.map(({ verb, kind, name, summary, changes, notes }) => ({
      verb,
      kind,
      name,
      summary,
      notes,
      changes: changes.map(({ what, from, to }) => ({ what, from, to })),
    })),
    cost: plan.cost && {
      usd_an_hour: plan.cost.hour,
      usd_an_hour_at_most: plan.cost.hourAtMost,
      usd_a_day: plan.cost.day,
      usd_an_idle_day: plan.cost.idleDay,
      source: plan.cost.source,
    },
  };
}
