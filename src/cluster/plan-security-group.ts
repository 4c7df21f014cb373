import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { cidrWarning, isEverywhere } from '../settings/cidr.ts';
import { isAwsError } from './aws-errors.ts';
import { type Desired, ownerTags } from './desired.ts';
import {
  absentAsUndefined,
  adopted,
  appeared,
  type Change,
  created,
  keptOrChanged,
  type Planned,
  refused,
  type Step,
  type Work,
} from './resource.ts';
import {
  allows,
  type IngressRule,
  isOfPort,
  observeSecurityGroup,
  type SecurityGroup,
} from './security-group.ts';
import { isOurs, tagList } from './tags.ts';
import { retryWhile, waitFor } from './wait.ts';

/** What will happen to the security group: TCP on one port from the desired ranges, and nothing else. */
export function planSecurityGroup(desired: Desired, group: SecurityGroup | undefined): Step {
  const { cidrs, port, network } = desired;
  const planned: Planned = {
    kind: 'Security group',
    name: network.securityGroup?.id ?? desired.securityGroupName,
    summary:
      cidrs.length === 0
        ? 'no port is open'
        : `port ${port} from ${cidrs.join(', ')}${cidrs.some(isEverywhere) ? '' : ' only'}`,
    notes: warnings(cidrs),
    create: (work) => createSecurityGroup(work, desired),
  };
  if (network.securityGroup !== undefined) return useAsItIs(planned, desired, network.securityGroup);
  if (group === undefined) return created(planned);
  const ours = isOurs(group, desired.owner);
  // A rule of ours for the whole internet goes unless it is asked for; in a group of somebody else it serves.
  const rules = group.ingress.filter(
    ({ source }) => !ours || !isEverywhere(source) || cidrs.includes(source),
  );
  const missing = cidrs.filter((cidr) => !rules.some((rule) => allows(rule, port, cidr)));
  if (!ours) return planForeignGroup(planned, { group, missing, port });
  const unwanted = group.ingress.filter(
    (rule) => !isWanted(rule, desired) && !(rules.includes(rule) && isWider(rule, desired)),
  );
  const notes = unwanted.some((rule) => isOfPort(rule, port)) ? [...planned.notes, namesAll] : planned.notes;
  return keptOrChanged(planned, changesOf(group.id, { missing, unwanted, port }), notes);
}

const namesAll =
  'A range that create does not name is removed: name all of them with --allow-cidr, or ALLOW_CIDR in dwh.cfg.';

/** A group that the user named, or that the warehouse has from somebody else: they know who needs to connect. */
function useAsItIs(planned: Planned, { cidrs, port }: Desired, group: SecurityGroup): Step {
  const missing = cidrs.filter((cidr) => !group.ingress.some((rule) => allows(rule, port, cidr)));
  const lacks = `warning  It does not allow ${missing.join(', ')} on port ${port}: add that rule, or use the Data API.`;
  return adopted(
    planned,
    'It was not made for this cluster: it stays as it is, and cluster delete leaves it.',
    ...(missing.length === 0 ? [] : [lacks]),
    ...openings(group, port),
  );
}

function planForeignGroup(
  planned: Planned,
  {
    group,
    missing,
    port,
  }: { readonly group: SecurityGroup; readonly missing: readonly string[]; readonly port: number },
): Step {
  if (missing.length === 0) {
    const left = 'It was not made for this cluster: it stays as it is.';
    return adopted(planned, left, ...openings(group, port), ...planned.notes);
  }
  const lacks = `does not allow ${missing.join(', ')} on port ${port}.`;
  return refused(planned, {
    notes: [
      `It exists, was not made for this cluster, and ${lacks}`,
      'Choose another name for the cluster with --identifier (DWH_CLUSTER_IDENTIFIER), or add that rule.',
    ],
  });
}

/** Warnings of a group that stays as it is, and that the whole internet may pass. */
function openings({ ingress }: SecurityGroup, port: number): readonly string[] {
  const open = ingress.filter((rule) => isEverywhere(rule.source) && allows(rule, port, rule.source));
  return warnings(open.map(({ source }) => source));
}

function warnings(cidrs: readonly string[]): readonly string[] {
  return cidrs.flatMap((cidr) => cidrWarning(cidr) ?? []).map((warning) => `warning  ${warning}`);
}

/** Whether a rule is just what a range should have. */
function isWanted(rule: IngressRule, { port, cidrs }: Desired): boolean {
  return isOfPort(rule, port) && cidrs.includes(rule.source);
}

/** Whether a rule of our port contains the caller's address, which nobody chose: it was chosen before, and stays. */
function isWider(rule: IngressRule, { port, cidrs, isOwnAddress }: Desired): boolean {
  return isOwnAddress === true && isOfPort(rule, port) && cidrs.some((cidr) => allows(rule, port, cidr));
}

function changesOf(
  GroupId: string,
  {
    missing,
    unwanted,
    port,
  }: {
    readonly missing: readonly string[];
    readonly unwanted: readonly IngressRule[];
    readonly port: number;
  },
): readonly Change[] {
  const remove = new RevokeSecurityGroupIngressCommand({
    GroupId,
    SecurityGroupRuleIds: unwanted.map(({ id }) => id),
  });
  const changes: readonly Change[] = [
    {
      what: 'allow',
      from: '',
      to: missing.join(', '),
      make: (work) => allowAll(work, { id: GroupId, port, cidrs: missing }),
    },
    {
      what: 'remove',
      from: unwanted.map(describeRule).join(', '),
      to: '',
      make: ({ clients: { ec2 } }) =>
        absentAsUndefined(
          () => ec2.send(remove),
          'InvalidPermission.NotFound',
          'InvalidSecurityGroupRuleId.NotFound',
        ),
    },
  ];
  // Where both are empty, nothing is missing, or nothing unwanted.
  return changes.filter(({ from, to }) => from !== to);
}

function describeRule(rule: IngressRule): string {
  if (rule.protocol === '-1') return `${rule.source} on every port`;
  const ports = rule.fromPort === rule.toPort ? `${rule.fromPort}` : `${rule.fromPort}-${rule.toPort}`;
  return `${rule.source} on port ${ports}`;
}

/** Creates the group, or takes on the one that a lost answer left, and lets the ranges in. */
async function createSecurityGroup(work: Work, desired: Desired): Promise<void> {
  const { clients, retryPolicy, made } = work;
  const { securityGroupName: name, owner, port, cidrs } = desired;
  const { vpcId } = desired.network;
  const command = new CreateSecurityGroupCommand({
    GroupName: name,
    VpcId: vpcId,
    Description: 'Who may connect to the Sparkify warehouse. Made by sparkify cluster create.',
    TagSpecifications: [{ ResourceType: 'security-group', Tags: tagList(ownerTags(desired)) }],
  });
  await absentAsUndefined(() => clients.ec2.send(command), 'InvalidGroup.Duplicate');
  const found = await waitFor(retryPolicy, () => observeSecurityGroup(clients, { name, vpcId }));
  const { id } = appeared(`security group ${name}`, owner, found);
  await allowAll(work, { id, port, cidrs });
  made.securityGroupId = id;
}

async function allowAll(
  { clients: { ec2 }, retryPolicy }: Work,
  { id, port, cidrs }: { readonly id: string; readonly port: number; readonly cidrs: readonly string[] },
): Promise<void> {
  const Description = 'sparkify cluster create';
  for (const cidr of cidrs) {
    const ranges = cidr.includes(':')
      ? { Ipv6Ranges: [{ CidrIpv6: cidr, Description }] }
      : { IpRanges: [{ CidrIp: cidr, Description }] };
    const command = new AuthorizeSecurityGroupIngressCommand({
      GroupId: id,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: port, ToPort: port, ...ranges }],
    });
    await retryWhile(
      (error) => isAwsError(error, 'InvalidGroup.NotFound'),
      retryPolicy,
      () => absentAsUndefined(() => ec2.send(command), 'InvalidPermission.Duplicate'),
    );
  }
}
