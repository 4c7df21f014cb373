import { cidrWarning, isEverywhere } from '../settings/cidr.ts';
import type { DesiredState } from './desired-state.ts';
import {
  allows,
  type DesiredSecurityGroup,
  type IngressRule,
  letsIn,
  type SecurityGroup,
  type SecurityGroupChange,
} from './security-group.ts';
import type { Step } from './step.ts';
import { ownershipOf } from './tags.ts';

/** What will happen to the security group. */
export function planSecurityGroup(
  { owner, securityGroup: desired }: Pick<DesiredState, 'owner' | 'securityGroup'>,
  group: SecurityGroup | undefined,
): Step<SecurityGroupChange> {
  const step = {
    kind: 'Security group' as const,
    name: desired.name,
    changes: [],
    summary:
      desired.cidrs.length === 0
        ? 'no port is open'
        : `port ${desired.port} from ${desired.cidrs.join(', ')}${desired.cidrs.some(isEverywhere) ? '' : ' only'}`,
    notes: desired.cidrs.flatMap((cidr) => cidrWarning(cidr) ?? []).map((warning) => `warning  ${warning}`),
  };
  if (desired.isGiven) return useAsItIs(step, desired, group);
  if (group === undefined) return { ...step, verb: 'create' };
  const { port } = desired;
  const isOurs = ownershipOf(group.tags, owner) === 'ours';
  // A rule of ours for the whole internet goes unless it is asked for; in a group of somebody else it serves.
  const rules = group.ingress.filter(
    (rule) => !isOurs || !isEverywhere(rule.source) || desired.cidrs.includes(rule.source),
  );
  const missing = desired.cidrs.filter((cidr) => !rules.some((rule) => allows(rule, port, cidr)));
  if (!isOurs) {
    if (missing.length === 0) {
      return {
        ...step,
        verb: 'adopt',
        summary: 'used as it is',
        notes: [
          'It was not made for this cluster: it stays as it is.',
          ...openings(group, port),
          ...step.notes,
        ],
      };
    }
    return {
      ...step,
      verb: 'refuse',
      notes: [
        `It exists, was not made for this cluster, and does not allow ${missing.join(', ')} on port ${desired.port}.`,
        'Choose another name for the cluster with --identifier (DWH_CLUSTER_IDENTIFIER), or add that rule.',
      ],
    };
  }
  const unwanted = group.ingress.filter((rule) => !letsIn(rule, desired) && !isWider(rule, desired, rules));
  const changes: SecurityGroupChange[] = [
    ...(missing.length === 0
      ? []
      : [{ what: 'allow' as const, from: '', to: missing.join(', '), ranges: missing }]),
    ...(unwanted.length === 0
      ? []
      : [
          {
            what: 'remove' as const,
            from: unwanted.map(describeRule).join(', '),
            to: '',
            ruleIds: unwanted.map((rule) => rule.id),
          },
        ]),
  ];
  const isNarrowed = unwanted.some((rule) => isOfPort(rule, port));
  const notes = isNarrowed ? [...step.notes, namesAll] : step.notes;
  return { ...step, verb: changes.length > 0 ? 'change' : 'keep', changes, notes };
}

const namesAll =
  'A range that create does not name is removed: name all of them with --allow-cidr, or ALLOW_CIDR in dwh.cfg.';

/** A group that the user named, or that the warehouse has from somebody else: they know who needs to connect. */
function useAsItIs(
  step: Omit<Step<SecurityGroupChange>, 'verb'>,
  { cidrs, port }: DesiredSecurityGroup,
  group: SecurityGroup | undefined,
): Step<SecurityGroupChange> {
  const rules = group?.ingress ?? [];
  const missing = cidrs.filter((cidr) => !rules.some((rule) => allows(rule, port, cidr)));
  return {
    ...step,
    verb: 'adopt',
    summary: 'used as it is',
    notes: [
      'It was not made for this cluster: it stays as it is, and cluster delete leaves it.',
      ...(missing.length === 0
        ? []
        : [
            `warning  It does not allow ${missing.join(', ')} on port ${port}: add that rule, or use the Data API.`,
          ]),
      ...(group === undefined ? [] : openings(group, port)),
    ],
  };
}

/** Warnings of a group that stays as it is, and that the whole internet may pass. */
function openings({ ingress }: SecurityGroup, port: number): readonly string[] {
  return ingress
    .filter((rule) => isEverywhere(rule.source) && allows(rule, port, rule.source))
    .flatMap((rule) => cidrWarning(rule.source) ?? [])
    .map((warning) => `warning  ${warning}`);
}

/** Whether a rule of our port contains the caller's address, which nobody chose: it was chosen before, and stays. */
function isWider(rule: IngressRule, desired: DesiredSecurityGroup, rules: readonly IngressRule[]): boolean {
  const { port, cidrs, isOwnAddress } = desired;
  return (
    isOwnAddress === true &&
    isOfPort(rule, port) &&
    rules.includes(rule) &&
    cidrs.some((cidr) => allows(rule, port, cidr))
  );
}

function isOfPort({ protocol, fromPort, toPort }: IngressRule, port: number): boolean {
  return protocol === 'tcp' && fromPort === port && toPort === port;
}

function describeRule(rule: IngressRule): string {
  if (rule.protocol === '-1') return `${rule.source} on every port`;
  const ports = rule.fromPort === rule.toPort ? `${rule.fromPort}` : `${rule.fromPort}-${rule.toPort}`;
  return `${rule.source} on port ${ports}`;
}
