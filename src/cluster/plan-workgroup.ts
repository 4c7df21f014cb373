import {
  CreateWorkgroupCommand,
  UpdateWorkgroupCommand,
  type UpdateWorkgroupCommandInput,
} from '@aws-sdk/client-redshift-serverless';
import { isAwsError } from './aws-errors.ts';
import type { Serverless } from './create-settings.ts';
import { type Desired, warehouseTags } from './desired.ts';
import type { Observed } from './observe.ts';
import { beingDeleted, differing } from './refusal.ts';
import {
  adopted,
  appeared,
  type Change,
  changed,
  created,
  keptOrChanged,
  lackingChange,
  notMadeHere,
  type Planned,
  publicChange,
  refused,
  type Step,
  type Work,
} from './resource.ts';
import { createUnlessThere, whileBusy } from './serverless-calls.ts';
import { isOurs } from './tags.ts';
import { setUsageLimit } from './usage-limit.ts';
import { waitFor } from './wait.ts';
import { observeWorkgroup, type Workgroup } from './workgroup.ts';

/** What will happen to the workgroup. */
export function planWorkgroup(desired: Desired, compute: Serverless, observed: Observed): Step {
  const { workgroup } = observed;
  const { baseCapacity, maxCapacity, usageLimit } = compute;
  const { vpcId, subnets } = desired.network;
  const parts = [
    ...[`${baseCapacity} RPU`, `up to ${maxCapacity}`, `at most ${usageLimit} RPU-hours a day`],
    ...(desired.isPrivate ? ['private'] : []),
    ...(subnets === undefined ? [] : [`in ${subnets.ids.join(', ')}`]),
  ];
  const planned: Planned = {
    kind: 'Workgroup',
    name: desired.identifier,
    summary: parts.join(', '),
    notes: [],
    create: (work) => createWorkgroup(work, desired, compute),
  };
  if (workgroup === undefined) return created(planned, ...(desired.ttl === undefined ? [] : [noPause]));
  if (workgroup.status === 'deleting') return refused(planned, beingDeleted);
  if (!isOurs(workgroup, desired.owner)) return adopted(planned, notMadeHere);
  const refusal = differing([
    ['port', `${workgroup.port ?? desired.port}`, `${desired.port}`],
    ['VPC', workgroup.vpcId ?? vpcId, vpcId],
    ['subnets', listed(workgroup.subnets), listed(subnets?.ids ?? workgroup.subnets)],
  ]);
  if (refusal !== undefined) return refused(planned, refusal);
  return keptOrChanged(planned, changesFor(desired, compute, { workgroup, group: observed.securityGroup }));
}

const listed = (ids: readonly string[]) => ids.toSorted().join(', ');

const noPause = 'It costs nothing while idle, so --ttl only makes status and etl warn.';

function changesFor(
  desired: Desired,
  compute: Serverless,
  {
    workgroup,
    group,
  }: { readonly workgroup: Workgroup; readonly group: { readonly id: string } | undefined },
): readonly Change[] {
  const update =
    (input: (work: Work) => Omit<UpdateWorkgroupCommandInput, 'workgroupName'>): Change['make'] =>
    (work) => {
      const command = new UpdateWorkgroupCommand({ workgroupName: workgroup.name, ...input(work) });
      return whileBusy(work.retryPolicy, () => work.clients.serverless.send(command));
    };
  const { baseCapacity, maxCapacity, usageLimit } = compute;
  const isPublic = !desired.isPrivate;
  const setBase = update(() => ({ baseCapacity }));
  const setMost = update(() => ({ maxCapacity }));
  const setGroup = update(({ made }) => ({ securityGroupIds: [made.securityGroupId] }));
  const setPublic = update(() => ({ publiclyAccessible: isPublic }));
  const setLimit = (work: Work) => putUsageLimit(work, desired, usageLimit);
  const base = changed('base capacity', rpu(workgroup.baseCapacity), rpu(baseCapacity), setBase);
  const most = changed('max capacity', rpu(workgroup.maxCapacity), rpu(maxCapacity), setMost);
  // They change one after the other, and the base must never be above the most.
  const isGrowing = maxCapacity >= (workgroup.maxCapacity ?? 0);
  return [
    ...(isGrowing ? [...most, ...base] : [...base, ...most]),
    ...lackingChange('security group', workgroup.securityGroups, group?.id, setGroup),
    ...publicChange(workgroup.public, isPublic, setPublic),
    ...changed('usage limit', aDay(workgroup.usageLimit?.amount), aDay(usageLimit), setLimit),
  ];
}

const rpu = (amount: number | undefined) => (amount === undefined ? 'no limit' : `${amount} RPU`);
const aDay = (amount: number | undefined) => (amount === undefined ? 'none' : `${amount} RPU-hours a day`);

/** Asks for the workgroup, waits until it can be used, and puts the usage limit on it before anybody does. This may take minutes. */
async function createWorkgroup(work: Work, desired: Desired, compute: Serverless): Promise<void> {
  const { clients, retryPolicy, made } = work;
  const { identifier: name, owner, network } = desired;
  const { baseCapacity, maxCapacity, isDefault, usageLimit } = compute;
  let capacity = { baseCapacity, maxCapacity };
  const request = {
    workgroupName: name,
    namespaceName: name,
    securityGroupIds: [made.securityGroupId],
    ...(network.subnets && { subnetIds: [...network.subnets.ids] }),
    port: desired.port,
    publiclyAccessible: !desired.isPrivate,
    tags: Object.entries(warehouseTags(desired)).map(([key, value]) => ({ key, value })),
  };
  const ask = () => clients.serverless.send(new CreateWorkgroupCommand({ ...request, ...capacity }));
  const create = () =>
    ask().catch(async (error: unknown) => {
      if (!isDefault || capacity.baseCapacity >= leastEverywhere || !isOfCapacity(error)) throw error;
      capacity = { baseCapacity: leastEverywhere, maxCapacity: 2 * leastEverywhere };
      await ask();
    });
  const observe = () => observeWorkgroup(clients, name);
  await whileBusy(retryPolicy, () => createUnlessThere(`workgroup ${name}`, owner, { create, observe }));
  await putUsageLimit(work, desired, usageLimit);
}

async function putUsageLimit(
  { clients, retryPolicy }: Work,
  { identifier: name, owner }: Desired,
  amount: number,
): Promise<void> {
  await whileBusy(retryPolicy, async () => {
    const found = await waitFor(retryPolicy, () => observeWorkgroup(clients, name));
    await setUsageLimit(clients, appeared(`workgroup ${name}`, owner, found), amount);
  });
}

/** RPU for a region that refuses 4, the least. No page lists such regions. https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-capacity.html */
const leastEverywhere = 8;

function isOfCapacity(error: unknown): boolean {
  return isAwsError(error, 'Validation') && /capacity|RPU/i.test(error.message);
}
