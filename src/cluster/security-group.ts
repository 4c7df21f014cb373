import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { contains } from '../settings/cidr.ts';
import { isAwsError } from './aws-errors.ts';
import type { Clients } from './clients.ts';
import { absentAsUndefined, appeared, type Change, type Decision } from './resource.ts';
import { type Tags, tagList, tagsFrom } from './tags.ts';
import { type RetryPolicy, retryWhile, waitFor } from './wait.ts';

/** The security group in front of the cluster, as it is. */
export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
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

export async function observeSecurityGroup(
  { ec2 }: Ec2,
  group: { readonly name: string; readonly vpcId: string },
): Promise<SecurityGroup | undefined> {
  const { SecurityGroups: groups = [] } = await ec2.send(
    new DescribeSecurityGroupsCommand({
      Filters: [
        { Name: 'group-name', Values: [group.name] },
        { Name: 'vpc-id', Values: [group.vpcId] },
      ],
    }),
  );
  const [found] = groups;
  if (found?.GroupId === undefined) return undefined;
  const { SecurityGroupRules: rules = [] } = await ec2.send(
    new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'group-id', Values: [found.GroupId] }] }),
  );
  return {
    id: found.GroupId,
    name: group.name,
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
  for (const cidr of desired.cidrs) await letIn(clients, group.id, desired.port, cidr, retryPolicy);
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
      for (const cidr of change.ranges) await letIn(clients, GroupId, port, cidr, retryPolicy);
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

async function letIn(
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
