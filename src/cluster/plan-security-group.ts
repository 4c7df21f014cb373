import { cidrWarning, everywhere } from '../settings/cidr.ts';
import type { DesiredState } from './desired-state.ts';
import { type IngressRule, letsIn, type SecurityGroup, type SecurityGroupChange } from './security-group.ts';
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
    summary: `port ${desired.port} from ${desired.cidrs.join(', ')}${desired.cidrs.includes(everywhere) ? '' : ' only'}`,
    notes: desired.cidrs.flatMap((cidr) => cidrWarning(cidr) ?? []).map((warning) => `warning  ${warning}`),
  };
  if (group === undefined) return { ...step, verb: 'create' };
  const missing = desired.cidrs.filter(
    (cidr) => !group.ingress.some((rule) => letsIn(rule, { ...desired, cidrs: [cidr] })),
  );
  if (ownershipOf(group.tags, owner) !== 'ours') {
    if (missing.length === 0) {
      return {
        ...step,
        verb: 'adopt',
        summary: 'used as it is',
        notes: ['It was not made for this cluster: it stays as it is.', ...step.notes],
      };
    }
    return {
      ...step,
      verb: 'refuse',
      notes: [
        `It exists, was not made for this cluster, and does not let in ${missing.join(', ')} on port ${desired.port}.`,
        'Choose another name for the cluster with --identifier (DWH_CLUSTER_IDENTIFIER), or add that rule.',
      ],
    };
  }
  const unwanted = group.ingress.filter((rule) => !letsIn(rule, desired));
  const changes: SecurityGroupChange[] = [
    ...(missing.length === 0
      ? []
      : [{ what: 'let in' as const, from: '', to: missing.join(', '), ranges: missing }]),
    ...(unwanted.length === 0
      ? []
      : [
          {
            what: 'shut out' as const,
            from: unwanted.map(told).join(', '),
            to: '',
            ruleIds: unwanted.map((rule) => rule.id),
          },
        ]),
  ];
  return { ...step, verb: changes.length > 0 ? 'change' : 'keep', changes };
}

function told(rule: IngressRule): string {
  if (rule.protocol === '-1') return `${rule.source} on every port`;
  const ports = rule.fromPort === rule.toPort ? `${rule.fromPort}` : `${rule.fromPort}-${rule.toPort}`;
  return `${rule.source} on port ${ports}`;
}
