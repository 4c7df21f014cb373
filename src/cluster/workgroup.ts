import { DeleteWorkgroupCommand, GetWorkgroupCommand } from '@aws-sdk/client-redshift-serverless';
import type { Clients } from './clients.ts';
import { observeTags } from './namespace.ts';
import { absentAsUndefined, type Removal } from './resource.ts';
import { removeOnceFree } from './serverless-calls.ts';
import type { Tags } from './tags.ts';
import { observeUsageLimit, type UsageLimit } from './usage-limit.ts';
import type { RetryPolicy } from './wait.ts';

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

/** Asks for the deletion; a workgroup that is still being created or changed cannot be deleted before that ends. */
export async function removeWorkgroup(
  clients: Client,
  { name }: Removal,
  retryPolicy: RetryPolicy,
): Promise<void> {
  const command = new DeleteWorkgroupCommand({ workgroupName: name });
  await removeOnceFree(
    () => clients.serverless.send(command),
    () => observeWorkgroup(clients, name),
    retryPolicy,
  );
}
