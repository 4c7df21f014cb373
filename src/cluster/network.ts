import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import {
  DescribeClusterSubnetGroupsCommand,
  paginateDescribeClusterSubnetGroups,
} from '@aws-sdk/client-redshift';
import { UsageError } from '../errors.ts';
import { allPages } from './all-pages.ts';
import type { Clients } from './clients.ts';
import type { AskedNetwork } from './create-settings.ts';
import { absentAsUndefined } from './resource.ts';
import { observeSecurityGroup, type SecurityGroup } from './security-group.ts';

/** Where the warehouse is. */
export interface Network {
  readonly vpcId: string;
  /** Where one is asked for: its name for nodes, its subnets for Serverless, which takes no groups. */
  readonly subnets?: { readonly group: string; readonly ids: readonly string[] } | undefined;
  /** The group that is used as it is. */
  readonly securityGroup?: SecurityGroup | undefined;
}

type Ec2 = Pick<Clients, 'ec2'>;

/** The default VPC of the region; every account has one until somebody deletes it. Its subnets reach the internet. */
export async function observeDefaultVpc({ ec2 }: Ec2): Promise<string | undefined> {
  const { Vpcs: vpcs = [] } = await ec2.send(
    new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }),
  );
  return vpcs[0]?.VpcId;
}

/**
 * The network that is asked for, else that of the warehouse that exists, else the default VPC. All that is named must exist and fit
 * together: AWS would say so only after the role and the security group are made.
 *
 * @throws {UsageError} for what does not exist or does not fit
 */
export async function findNetwork(
  clients: Pick<Clients, 'ec2' | 'redshift'>,
  asked: AskedNetwork,
  known: {
    readonly region: string;
    readonly serverless: boolean;
    readonly defaultVpc: string | undefined;
    /** The VPC of the warehouse that exists. */
    readonly existingVpc: string | undefined;
  },
): Promise<Network> {
  const subnets =
    asked.subnetGroup === undefined ? undefined : await findSubnetGroup(clients, asked.subnetGroup, known);
  const securityGroup =
    asked.securityGroup === undefined ? undefined : await findSecurityGroup(clients, asked.securityGroup);
  if (asked.vpc !== undefined) await requireVpc(clients, asked.vpc, known.region);
  const vpcId = asked.vpc ?? subnets?.vpcId ?? known.existingVpc ?? known.defaultVpc;
  if (vpcId === undefined) throw noDefaultVpc(known.region);
  if (subnets !== undefined && subnets.vpcId !== vpcId)
    throw doesNotFit(`The subnet group ${subnets.group} is in ${subnets.vpcId}, and --vpc names ${vpcId}.`);
  if (subnets === undefined && vpcId !== known.defaultVpc && vpcId !== known.existingVpc)
    throw doesNotFit(
      `${vpcId} is not the default VPC, so the warehouse needs a subnet group of it.`,
      await groupsIn(clients, vpcId),
    );
  if (securityGroup !== undefined && securityGroup.vpcId !== vpcId)
    throw doesNotFit(
      `The security group ${securityGroup.id} is in ${securityGroup.vpcId}, and the warehouse in ${vpcId}.`,
    );
  return { vpcId, subnets, securityGroup };
}

/**
 * Serverless needs subnets in two zones: https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-usage-considerations.html
 */
async function findSubnetGroup(
  clients: Pick<Clients, 'redshift'>,
  name: string,
  { region, serverless }: { readonly region: string; readonly serverless: boolean },
): Promise<{ readonly group: string; readonly ids: readonly string[]; readonly vpcId: string }> {
  const found = await absentAsUndefined(
    () => clients.redshift.send(new DescribeClusterSubnetGroupsCommand({ ClusterSubnetGroupName: name })),
    'ClusterSubnetGroupNotFound',
  );
  const [group] = found?.ClusterSubnetGroups ?? [];
  if (group === undefined)
    throw doesNotFit(`There is no subnet group ${name} in ${region}.`, await groupsIn(clients));
  const subnets = (group.Subnets ?? []).filter(({ SubnetStatus }) => SubnetStatus === 'Active');
  const zones = new Set(subnets.map(({ SubnetAvailabilityZone: zone }) => zone?.Name));
  if (serverless && zones.size < 2)
    throw doesNotFit(
      `Serverless needs subnets in 2 availability zones, and the subnet group ${name} has them in ${zones.size}.`,
    );
  if (subnets.length === 0) throw doesNotFit(`The subnet group ${name} has no subnet that is active.`);
  return {
    group: name,
    ids: subnets.map(({ SubnetIdentifier = '' }) => SubnetIdentifier),
    vpcId: group.VpcId ?? '',
  };
}

async function findSecurityGroup(clients: Ec2, id: string): Promise<SecurityGroup> {
  const group = await absentAsUndefined(
    () => observeSecurityGroup(clients, { id }),
    'InvalidGroup.NotFound',
    'InvalidGroupId.Malformed',
  );
  if (group === undefined)
    throw doesNotFit(`There is no security group ${id}.`, ['List them: aws ec2 describe-security-groups']);
  return group;
}

async function requireVpc({ ec2 }: Ec2, id: string, region: string): Promise<void> {
  const found = await absentAsUndefined(
    () => ec2.send(new DescribeVpcsCommand({ VpcIds: [id] })),
    'InvalidVpcID.NotFound',
    'InvalidVpcID.Malformed',
  );
  if (found?.Vpcs?.[0] === undefined)
    throw doesNotFit(`There is no VPC ${id} in ${region}.`, ['List them: aws ec2 describe-vpcs']);
}

/** The subnet groups that there are, of one VPC or of all. */
async function groupsIn({ redshift }: Pick<Clients, 'redshift'>, vpcId?: string): Promise<readonly string[]> {
  const pages = paginateDescribeClusterSubnetGroups({ client: redshift }, {});
  const names = (await allPages(pages, (page) => page.ClusterSubnetGroups))
    .filter((group) => vpcId === undefined || group.VpcId === vpcId)
    .map(({ ClusterSubnetGroupName = '' }) => ClusterSubnetGroupName);
  return names.length > 0
    ? [`Name one with --subnet-group: ${names.join(', ')}.`]
    : [
        'Create one: aws redshift create-cluster-subnet-group --cluster-subnet-group-name NAME --subnet-ids ID ID --description sparkify',
      ];
}

function doesNotFit(message: string, hints: readonly string[] = []): UsageError {
  return new UsageError('SPK-621', message, {
    details: ['Nothing was created or changed.'],
    hints: [...hints],
  });
}

function noDefaultVpc(region: string): UsageError {
  return new UsageError('SPK-614', `The region ${region} has no default VPC for the cluster.`, {
    hints: [
      'Name a subnet group of another VPC: --subnet-group NAME',
      'Or create a default VPC: aws ec2 create-default-vpc',
      'Or use another region: --region us-east-1',
    ],
  });
}
