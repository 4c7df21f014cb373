import {
  AuthorizeSecurityGroupIngressCommand,
  type SecurityGroup as AwsGroup,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  type DescribeSecurityGroupsCommandInput,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { contains } from '../settings/cidr.ts';
import { isAwsError } from './aws-errors.ts';
import type { Clients } from './clients.ts';
import { absentAsUndefined, appeared, type Change, type Decision } from './resource.ts';
import { ownershipOf, type Tags, tagList, tagsFrom } from './tags.ts';
import { type RetryPolicy, retryWhile, waitFor } from './wait.ts';

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

/** The group as it should be: TCP on one port, from these ranges, and nothing else. */
export interface DesiredSecurityGroup {
  readonly name: string;
  /** Whether it is one that the user named by its id, and is used as it is. */
  readonly isGiven?: boolean;
  readonly tags: Tags;
  readonly vpcId: string;
  readonly port: number;
  readonly cidrs: readonly string[];
  /** Whether the ranges are the caller's address, which nobody chose. */
  readonly isOwnAddress?: boolean;
}

/** `ranges` are allowed; the rules of `ruleIds` are removed. */
export type SecurityGroupChange =
  | (Change<'allow'> & { readonly ranges: readonly string[] })
  | (Change<'remove'> & { readonly ruleIds: readonly string[] });

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
    groups.find((group) => ownershipOf(tagsFrom(group.Tags), owner) === 'ours') ??
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

/** Whether a rule is just what a range should have. */
export function letsIn(rule: IngressRule, desired: DesiredSecurityGroup): boolean {
  return (
    rule.protocol === 'tcp' &&
    rule.fromPort === desired.port &&
    rule.toPort === desired.port &&
    desired.cidrs.includes(rule.source)
  );
}

/** Whether a rule allows a range to reach a port: on that port or more, from that range or a wider one. */
export function allows(rule: IngressRule, port: number, cidr: string): boolean {
  const isOnPort = rule.protocol === 'tcp' && rule.fromPort <= port && port <= rule.toPort;
  return (isOnPort || rule.protocol === '-1') && contains(rule.source, cidr);
}

/** Does what was decided about the group, and returns its id. */
export async function ensureSecurityGroup(
  clients: Ec2,
  desired: DesiredSecurityGroup,
  {
    decision,
    found,
  }: { readonly decision: Decision<SecurityGroupChange>; readonly found: SecurityGroup | undefined },
  retryPolicy: RetryPolicy,
): Promise<string> {
  if (decision.verb === 'create') return await createSecurityGroup(clients, desired, retryPolicy);
  const id = found?.id ?? '';
  await changeSecurityGroup(clients, { id, port: desired.port }, decision.changes, retryPolicy);
  return id;
}

/** Creates the group, or takes on the one that a lost answer left, and lets the ranges in. */
async function createSecurityGroup(
  clients: Ec2,
  desired: DesiredSecurityGroup,
  retryPolicy: RetryPolicy,
): Promise<string> {
  try {
    await clients.ec2.send(
      new CreateSecurityGroupCommand({
        GroupName: desired.name,
        VpcId: desired.vpcId,
        Description: 'Who may connect to the Sparkify warehouse. Made by sparkify cluster create.',
        TagSpecifications: [{ ResourceType: 'security-group', Tags: tagList(desired.tags) }],
      }),
    );
  } catch (error) {
    if (!isAwsError(error, 'InvalidGroup.Duplicate')) throw error;
  }
  const group = appeared(
    'security group',
    desired,
    await waitFor(retryPolicy, () => observeSecurityGroup(clients, desired)),
  );
  for (const cidr of desired.cidrs) await allowAddresses(clients, group.id, desired.port, cidr, retryPolicy);
  return group.id;
}

async function changeSecurityGroup(
  clients: Ec2,
  { id: GroupId, port }: { readonly id: string; readonly port: number },
  changes: readonly SecurityGroupChange[],
  retryPolicy: RetryPolicy,
): Promise<void> {
  for (const change of changes) {
    if (change.what === 'allow') {
      for (const cidr of change.ranges) await allowAddresses(clients, GroupId, port, cidr, retryPolicy);
      continue;
    }
    await absentAsUndefined(
      () =>
        clients.ec2.send(
          new RevokeSecurityGroupIngressCommand({ GroupId, SecurityGroupRuleIds: [...change.ruleIds] }),
        ),
      'InvalidPermission.NotFound',
      'InvalidSecurityGroupRuleId.NotFound',
    );
  }
}

/** Deletes the group; what hangs on a deleted cluster's network interface takes minutes to come loose. */
export async function removeSecurityGroup({ ec2 }: Ec2, id: string, retryPolicy: RetryPolicy): Promise<void> {
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

async function allowAddresses(
  { ec2 }: Ec2,
  GroupId: string,
  port: number,
  cidr: string,
  retryPolicy: RetryPolicy,
): Promise<void> {
  const Description = 'sparkify cluster create';
  const command = new AuthorizeSecurityGroupIngressCommand({
    GroupId,
    IpPermissions: [
      {
        IpProtocol: 'tcp',
        FromPort: port,
        ToPort: port,
        ...(cidr.includes(':')
          ? { Ipv6Ranges: [{ CidrIpv6: cidr, Description }] }
          : { IpRanges: [{ CidrIp: cidr, Description }] }),
      },
    ],
  });
  await retryWhile(
    (error) => isAwsError(error, 'InvalidGroup.NotFound'),
    retryPolicy,
    () => absentAsUndefined(() => ec2.send(command), 'InvalidPermission.Duplicate'),
  );
}
