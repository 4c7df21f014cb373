import type { PolicyDocument } from '../../../src/cluster/policies.ts';
import { roleArn } from './iam.ts';
import { type AwsRequest, itemsOf, textsOf } from './protocol.ts';
import type { World } from './world.ts';

/** One thing that IAM must allow before a request is done. */
export interface Right {
  readonly action: string;
  readonly resource: string;
  /** Condition keys with their values at this request. */
  readonly context: Readonly<Record<string, string | undefined>>;
}

/** The rights that a request needs, those for the tags and the role that it hands over among them. */
export function neededRights(world: World, { service, action, input }: AwsRequest): readonly Right[] {
  const arn = (rest: string) => `arn:aws:${service}:${world.region}:${world.account}:${rest}`;
  const right = (name: string, resource: string, context: Right['context'] = {}) => [
    { action: name, resource, context },
  ];
  const main = `${service}:${action}`;
  switch (service) {
    case 'sts':
      return []; // GetCallerIdentity is always allowed.
    case 'iam': {
      const name = String(input.RoleName ?? String(input.PolicySourceArn).split('/').pop());
      return [
        ...right(main, roleArn(world, name)),
        ...(itemsOf(input.Tags).length > 0 ? right('iam:TagRole', roleArn(world, name)) : []),
      ];
    }
    case 'ec2': {
      if (action.startsWith('Describe')) return right(main, '*');
      if (action === 'CreateSecurityGroup') {
        return [
          ...right(main, arn('security-group/sg-new')),
          ...right(main, arn(`vpc/${input.VpcId}`)),
          ...right('ec2:CreateTags', arn('security-group/sg-new'), { 'ec2:CreateAction': action }),
        ];
      }
      const tags = world.groups.get(String(input.GroupId))?.tags ?? {};
      const context = Object.fromEntries(
        Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]),
      );
      return right(main, arn(`security-group/${input.GroupId}`), context);
    }
    case 'redshift': {
      if (action.startsWith('Describe')) return right(main, '*');
      const cluster = String(input.ResourceName ?? arn(`cluster:${input.ClusterIdentifier}`));
      const roles = [...textsOf(input.IamRoles), ...textsOf(input.AddIamRoles)];
      return [
        ...right(main, cluster),
        ...(itemsOf(input.Tags).length > 0 ? right('redshift:CreateTags', cluster) : []),
        ...roles.flatMap((role) => passRole(role, 'redshift.amazonaws.com')),
        ...(input.ManageMasterPassword === 'true'
          ? right('secretsmanager:CreateSecret', secretArn(world, String(input.ClusterIdentifier)))
          : []),
        ...(input.FinalClusterSnapshotIdentifier === undefined
          ? []
          : right(
              'redshift:CreateClusterSnapshot',
              arn(`snapshot:${input.ClusterIdentifier}/${input.FinalClusterSnapshotIdentifier}`),
            )),
      ];
    }
    case 'redshift-serverless':
      return [
        ...right(main, '*'),
        ...(input.tags === undefined ? [] : right('redshift-serverless:TagResource', '*')),
        ...textsOf(input.iamRoles).flatMap((role) => passRole(role, 'redshift-serverless.amazonaws.com')),
      ];
    default:
      return right(main, '*');
  }
}

/** Whether a policy of Allow statements allows it. */
export function allows(policy: PolicyDocument, { action, resource, context }: Right): boolean {
  return policy.Statement.some(
    (statement) =>
      [statement.Action].flat().some((pattern) => matches(pattern, action)) &&
      [statement.Resource ?? []].flat().some((pattern) => matches(pattern, resource)) &&
      Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
        Object.entries(keys).every(([key, wanted]) =>
          operator === 'Null'
            ? String(context[key] === undefined) === wanted
            : [wanted].flat().includes(context[key] ?? ''),
        ),
      ),
  );
}

function passRole(role: string, service: string): readonly Right[] {
  return [{ action: 'iam:PassRole', resource: role, context: { 'iam:PassedToService': service } }];
}

function secretArn(world: World, name: string): string {
  return `arn:aws:secretsmanager:${world.region}:${world.account}:secret:redshift!${name}`;
}

function matches(pattern: string, text: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`).test(text);
}
