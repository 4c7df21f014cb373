import {
  CreateWorkgroupCommand,
  DeleteWorkgroupCommand,
  GetWorkgroupCommand,
  ListWorkgroupsCommand,
  UpdateWorkgroupCommand,
} from '@aws-sdk/client-redshift-serverless';
import { isAwsError } from './aws-errors.ts';
import type { Clients } from './clients.ts';
import { observeTags } from './namespace.ts';
import { absentAsUndefined, appeared, type Change, type Decision } from './resource.ts';
import { createUnlessThere, removeOnceFree, whileBusy } from './serverless-calls.ts';
import type { Serverless } from './settings.ts';
import type { Tags } from './tags.ts';
import { observeUsageLimit, setUsageLimit, type UsageLimit } from './usage-limit.ts';
import { type RetryPolicy, waitFor } from './wait.ts';

/** The half of Redshift Serverless that computes and is connected to, as it is. */
export interface Workgroup {
  readonly name: string;
  readonly arn: string;
  readonly status: string;
  readonly namespace: string;
  /** RPU. */
  readonly baseCapacity: number;
  /** RPU that it may grow to while queries run; undefined for no limit. */
  readonly maxCapacity?: number;
  readonly host?: string;
  readonly port?: number;
  readonly securityGroups: readonly string[];
  readonly vpcId?: string;
  readonly subnets: readonly string[];
  readonly public: boolean;
  readonly version: string;
  readonly createdAt?: Date;
  readonly usageLimit?: UsageLimit;
  readonly tags: Tags;
}

/** The workgroup as it should be. */
export interface DesiredWorkgroup {
  readonly name: string;
  readonly namespace: string;
  readonly tags: Tags;
  readonly port: number;
  readonly compute: Serverless;
  /** Whether it has an address outside of its VPC. */
  readonly public: boolean;
  readonly vpcId: string;
  /** Without any AWS takes those of the default VPC. */
  readonly subnets?: readonly string[] | undefined;
}

export type WorkgroupChange = Change<
  'base capacity' | 'max capacity' | 'security group' | 'public' | 'usage limit'
>;

type Client = Pick<Clients, 'serverless'>;

export async function observeWorkgroup(clients: Client, name: string): Promise<Workgroup | undefined> {
  const { serverless } = clients;
  const found = await absentAsUndefined(
    () => serverless.send(new GetWorkgroupCommand({ workgroupName: name })),
    'ResourceNotFound',
  );
  const workgroup = found?.workgroup;
  if (workgroup === undefined) return undefined;
  const arn = workgroup.workgroupArn ?? '';
  const { endpoint, creationDate: createdAt } = workgroup;
  const vpcId = endpoint?.vpcEndpoints?.[0]?.vpcId;
  const usageLimit = await observeUsageLimit(clients, arn);
  return {
    name,
    arn,
    status: (workgroup.status ?? 'unknown').toLowerCase(),
    namespace: workgroup.namespaceName ?? '',
    baseCapacity: workgroup.baseCapacity ?? 0,
    ...(workgroup.maxCapacity && { maxCapacity: workgroup.maxCapacity }),
    ...(endpoint?.address && { host: endpoint.address }),
    ...(endpoint?.port && { port: endpoint.port }),
    securityGroups: workgroup.securityGroupIds ?? [],
    ...(vpcId && { vpcId }),
    subnets: workgroup.subnetIds ?? [],
    public: workgroup.publiclyAccessible === true,
    version: workgroup.workgroupVersion ?? '',
    ...(createdAt && { createdAt }),
    ...(usageLimit && { usageLimit }),
    tags: await observeTags(clients, arn),
  };
}

/** The workgroups in the region that carry a tag. */
export async function workgroupsWithTag(
  clients: Client,
  tag: string,
): Promise<readonly Pick<Workgroup, 'name' | 'status'>[]> {
  const found: Pick<Workgroup, 'name' | 'status'>[] = [];
  let nextToken: string | undefined;
  do {
    const page = await clients.serverless.send(
      new ListWorkgroupsCommand({ ...(nextToken && { nextToken }) }),
    );
    for (const { workgroupName: name = '', workgroupArn = '', status = 'unknown' } of page.workgroups ?? []) {
      if (tag in (await observeTags(clients, workgroupArn)))
        found.push({ name, status: status.toLowerCase() });
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found;
}

/** Does what was decided about the workgroup; its usage limit needs one that is there, so this may take minutes. */
export async function ensureWorkgroup(
  clients: Client,
  desired: DesiredWorkgroup,
  {
    decision,
    securityGroupId,
  }: { readonly decision: Decision<WorkgroupChange>; readonly securityGroupId: string },
  retryPolicy: RetryPolicy,
): Promise<void> {
  if (decision.verb === 'create')
    return await createWorkgroup(clients, desired, securityGroupId, retryPolicy);
  await changeWorkgroup(clients, desired, decision.changes, { securityGroupId, retryPolicy });
}

/** Asks for the workgroup, waits until it can be used, and puts the usage limit on it before anybody does. */
async function createWorkgroup(
  clients: Client,
  desired: DesiredWorkgroup,
  securityGroupId: string,
  retryPolicy: RetryPolicy,
): Promise<void> {
  const { baseCapacity, maxCapacity, isDefault } = desired.compute;
  let capacity = { baseCapacity, maxCapacity };
  const request = {
    workgroupName: desired.name,
    namespaceName: desired.namespace,
    securityGroupIds: [securityGroupId],
    ...(desired.subnets && { subnetIds: [...desired.subnets] }),
    port: desired.port,
    publiclyAccessible: desired.public,
    tags: Object.entries(desired.tags).map(([key, value]) => ({ key, value })),
  };
  await whileBusy(retryPolicy, async () => {
    const create = () => clients.serverless.send(new CreateWorkgroupCommand({ ...request, ...capacity }));
    const createAnywhere = () =>
      create().catch(async (error: unknown) => {
        if (!isDefault || capacity.baseCapacity >= leastEverywhere || !isOfCapacity(error)) throw error;
        capacity = { baseCapacity: leastEverywhere, maxCapacity: 2 * leastEverywhere };
        await create();
      });
    const existing = await createUnlessThere(createAnywhere, () => observeWorkgroup(clients, desired.name));
    if (existing !== undefined) appeared('workgroup', desired, existing);
  });
  await putUsageLimit(clients, desired, retryPolicy);
}

async function changeWorkgroup(
  clients: Client,
  desired: DesiredWorkgroup,
  changes: readonly WorkgroupChange[],
  { securityGroupId, retryPolicy }: { readonly securityGroupId: string; readonly retryPolicy: RetryPolicy },
): Promise<void> {
  const workgroupName = desired.name;
  const update = {
    'max capacity': { workgroupName, maxCapacity: desired.compute.maxCapacity },
    'base capacity': { workgroupName, baseCapacity: desired.compute.baseCapacity },
    'security group': { workgroupName, securityGroupIds: [securityGroupId] },
    public: { workgroupName, publiclyAccessible: desired.public },
  };
  for (const { what } of changes) {
    if (what === 'usage limit') await putUsageLimit(clients, desired, retryPolicy);
    else {
      await whileBusy(retryPolicy, async () => {
        await clients.serverless.send(new UpdateWorkgroupCommand(update[what]));
      });
    }
  }
}

/** Asks for the deletion; a workgroup that is still being created or changed cannot be deleted before that ends. */
export async function removeWorkgroup(
  clients: Client,
  name: string,
  retryPolicy: RetryPolicy,
): Promise<void> {
  const command = new DeleteWorkgroupCommand({ workgroupName: name });
  await removeOnceFree(
    () => clients.serverless.send(command),
    () => observeWorkgroup(clients, name),
    retryPolicy,
  );
}

async function putUsageLimit(
  clients: Client,
  desired: DesiredWorkgroup,
  retryPolicy: RetryPolicy,
): Promise<void> {
  await whileBusy(retryPolicy, async () => {
    const workgroup = appeared(
      'workgroup',
      desired,
      await waitFor(retryPolicy, () => observeWorkgroup(clients, desired.name)),
    );
    await setUsageLimit(clients, workgroup, desired.compute.usageLimit);
  });
}

/** RPU for a region that refuses 4, the least. No page lists such regions. https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-capacity.html */
const leastEverywhere = 8;

function isOfCapacity(error: unknown): boolean {
  return isAwsError(error, 'Validation') && /capacity|RPU/i.test(error.message);
}
