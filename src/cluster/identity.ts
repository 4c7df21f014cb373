import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Clients } from './clients.ts';

/** Who is asking. */
export interface Identity {
  /** Twelve digits. */
  readonly account: string;
  readonly arn: string;
  /** `aws`, or `aws-cn`, `aws-us-gov`: the second part of every ARN of this account. */
  readonly partition: string;
}

export async function observeIdentity({ sts }: Pick<Clients, 'sts'>): Promise<Identity> {
  const { Account: account = '', Arn: arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
  return { account, arn, partition: arn.split(':')[1] || 'aws' };
}
