import {
  type SecurityGroup as AwsGroup,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  type DescribeSecurityGroupsCommandInput,
} from '@aws-sdk/client-ec2';
import { contains } from '../settings/cidr.ts';
import { isAwsError } from './aws-errors.ts';
import type { Clients } from './clients.ts';
import { absentAsUndefined, type Removal } from './resource.ts';
import { isOurs, type Tags, tagsFrom } from './tags.ts';
import { type RetryPolicy, retryWhile } from './wait.ts';

/** The security group in front of the cluster, as it is. */
export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string;
  readonly tags: Tags;
  readonly ingress: readonly IngressRule[];
}

export interface IngressRule {
  readonly id: string;
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  /** A range, or the id of another group or prefix list. */
  readonly source: string;
}

type Ec2 = Pick<Clients, 'ec2'>;

/** The group of a name in a VPC, or the one of an id. */
export async function observeSecurityGroup(
  clients: Ec2,
  where: { readonly name: string; readonly vpcId: string } | { readonly id: string },
): Promise<SecurityGroup | undefined> {
  const groups = await find(
    clients,
    'id' in where
      ? { GroupIds: [where.id] }
      : { Filters: [filter('group-name', where.name), filter('vpc-id', where.vpcId)] },
  );
  return groups[0] && (await withRules(clients, groups[0]));
}

/** Of the groups of a name in any VPC, the one of this owner, else the one in a VPC. */
export async function observeOwnedGroup(
  clients: Ec2,
  {
    name,
    owner,
    vpcId,
  }: { readonly name: string; readonly owner: string; readonly vpcId: string | undefined },
): Promise<SecurityGroup | undefined> {
  const groups = await find(clients, { Filters: [filter('group-name', name)] });
  const found =
    groups.find(({ Tags: tags }) => isOurs({ tags: tagsFrom(tags) }, owner)) ??
    groups.find((group) => group.VpcId === vpcId);
  return found && (await withRules(clients, found));
}

const filter = (Name: string, value: string) => ({ Name, Values: [value] });

async function find({ ec2 }: Ec2, wanted: DescribeSecurityGroupsCommandInput): Promise<readonly AwsGroup[]> {
  const { SecurityGroups: groups = [] } = await ec2.send(new DescribeSecurityGroupsCommand(wanted));
  return groups;
}

async function withRules({ ec2 }: Ec2, found: AwsGroup): Promise<SecurityGroup> {
  const id = found.GroupId ?? '';
  const { SecurityGroupRules: rules = [] } = await ec2.send(
    new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'group-id', Values: [id] }] }),
  );
  return {
    id,
    name: found.GroupName ?? '',
    vpcId: found.VpcId ?? '',
    tags: tagsFrom(found.Tags),
    ingress: rules
      .filter((rule) => rule.IsEgress !== true)
      .map((rule) => ({
        id: rule.SecurityGroupRuleId ?? '',
        protocol: rule.IpProtocol ?? '',
        fromPort: rule.FromPort ?? -1,
        toPort: rule.ToPort ?? -1,
        source:
          rule.CidrIpv4 ?? rule.CidrIpv6 ?? rule.ReferencedGroupInfo?.GroupId ?? rule.PrefixListId ?? '',
      })),
  };
}

/** Whether a rule is of TCP on one port, and no other. */
export function isOfPort({ protocol, fromPort, toPort }: IngressRule, port: number): boolean {
  return protocol === 'tcp' && fromPort === port && toPort === port;
}

/** Whether a rule allows a range to reach a port: on that port or more, from that range or a wider one. */
export function allows(rule: IngressRule, port: number, cidr: string): boolean {
  const isOnPort = rule.protocol === 'tcp' && rule.fromPort <= port && port <= rule.toPort;
  return (isOnPort || rule.protocol === '-1') && contains(rule.source, cidr);
}

/** Deletes the group; what hangs on a deleted cluster's network interface takes minutes to come loose. */
export async function removeSecurityGroup(
  { ec2 }: Ec2,
  { id }: Removal,
  retryPolicy: RetryPolicy,
): Promise<void> {
  await retryWhile(
    (error) => isAwsError(error, 'DependencyViolation'),
    retryPolicy,
    () =>
      absentAsUndefined(
        () => ec2.send(new DeleteSecurityGroupCommand({ GroupId: id })),
        'InvalidGroup.NotFound',
        'InvalidGroupId.NotFound',
      ),
  );
}
