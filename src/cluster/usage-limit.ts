import {
  CreateUsageLimitCommand,
  ListUsageLimitsCommand,
  UpdateUsageLimitCommand,
} from '@aws-sdk/client-redshift-serverless';
import type { Clients } from './clients.ts';
import { absentAsUndefined } from './resource.ts';

/** What a workgroup may compute, in RPU-hours a day; its id is needed to change it. */
export interface UsageLimit {
  readonly id: string;
  readonly amount: number;
}

type Client = Pick<Clients, 'serverless'>;

export async function observeUsageLimit(
  { serverless }: Client,
  arn: string,
): Promise<UsageLimit | undefined> {
  const found = await absentAsUndefined(
    () => serverless.send(new ListUsageLimitsCommand({ resourceArn: arn, usageType: 'serverless-compute' })),
    'ResourceNotFound',
  );
  const limit = found?.usageLimits?.find((candidate) => candidate.period === 'daily');
  return limit && { id: limit.usageLimitId ?? '', amount: limit.amount ?? 0 };
}

/** Limits a workgroup that is there. */
export async function setUsageLimit(
  { serverless }: Client,
  { arn, usageLimit }: { readonly arn: string; readonly usageLimit?: UsageLimit },
  amount: number,
): Promise<void> {
  if (usageLimit?.amount === amount) return;
  if (usageLimit !== undefined) {
    await serverless.send(new UpdateUsageLimitCommand({ usageLimitId: usageLimit.id, amount }));
    return;
  }
  await serverless.send(
    new CreateUsageLimitCommand({
      resourceArn: arn,
      usageType: 'serverless-compute',
      period: 'daily',
      amount,
      breachAction: 'deactivate',
    }),
  );
}
