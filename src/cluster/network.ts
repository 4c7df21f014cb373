import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import type { Clients } from './clients.ts';

/** The default VPC of the region; every account has one until somebody deletes it. Its subnets reach the internet. */
export async function observeDefaultVpc({ ec2 }: Pick<Clients, 'ec2'>): Promise<string | undefined> {
  const { Vpcs: vpcs = [] } = await ec2.send(
    new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }),
  );
  return vpcs[0]?.VpcId;
}
