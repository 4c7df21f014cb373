import { schedulerService } from '../../../src/cluster/policies.ts';
import type { PolicyDocument } from '../../../src/cluster/policy-document.ts';
import { roleArn } from './iam.ts';
import { matches } from './matches.ts';
import { type AwsRequest, type Input, itemsOf, tagsOf, textsOf } from './protocol.ts';
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
      if (action === 'ListRoles') return right(main, '*');
      const name = String(input.RoleName ?? String(input.PolicySourceArn).split('/').pop());
      return [
        ...right(main, roleArn(world, name), {
          'iam:PermissionsBoundary': String(
            input.PermissionsBoundary ?? world.roles.get(name)?.boundary ?? '',
          ),
        }),
        ...(itemsOf(input.Tags).length > 0 ? right('iam:TagRole', roleArn(world, name)) : []),
      ];
    }
    case 's3': {
      const [, bucket = '', key = ''] = /^\/([^/?]*)\/?([^?]*)/.exec(String(input.url)) ?? [];
      const name = { GET: 'GetObject', PUT: 'PutObject', DELETE: 'DeleteObject' }[action];
      return key === ''
        ? right('s3:ListBucket', `arn:aws:s3:::${bucket}`)
        : right(`s3:${name}`, `arn:aws:s3:::${bucket}/${decodeURIComponent(key)}`);
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
      const { tags = {} } = world.groups.get(String(input.GroupId)) ?? {};
      return right(main, arn(`security-group/${input.GroupId}`), keysOf('aws:ResourceTag', tags));
    }
    case 'redshift': {
      if (action.startsWith('Describe')) return right(main, '*');
      if (action.endsWith('ScheduledAction')) {
        const role = input.IamRole === undefined ? [] : passRole(String(input.IamRole), schedulerService);
        return [...right(main, '*'), ...role];
      }
      if (action.startsWith('GetClusterCredentials')) return rightsToLogIn(main, arn, input);
      const cluster = String(input.ResourceName ?? arn(`cluster:${input.ClusterIdentifier}`));
      const roles = [...textsOf(input.IamRoles), ...textsOf(input.AddIamRoles)];
      return [
        ...right(main, cluster),
        ...(itemsOf(input.Tags).length > 0 ? right('redshift:CreateTags', cluster) : []),
        ...roles.flatMap((role) => passRole(role, 'redshift.amazonaws.com')),
        ...rightsOnKey(input.KmsKeyId),
        ...(input.ManageMasterPassword === 'true'
          ? rightsToManagePassword(world, `${input.ClusterIdentifier}-${input.MasterUsername}`)
          : []),
        ...(input.FinalClusterSnapshotIdentifier === undefined
          ? []
          : right(
              'redshift:CreateClusterSnapshot',
              arn(`snapshot:${input.ClusterIdentifier}/${input.FinalClusterSnapshotIdentifier}`),
            )),
      ];
    }
    case 'redshift-serverless': {
      const context = {
        ...keysOf('aws:RequestTag', tagsOf(input.tags)),
        ...keysOf('aws:ResourceTag', tagsAt(world, input)),
      };
      return [
        ...right(main, '*', context),
        ...(input.tags === undefined ? [] : right('redshift-serverless:TagResource', '*', context)),
        ...rightsOnKey(input.kmsKeyId),
        ...textsOf(input.iamRoles).flatMap((role) => passRole(role, 'redshift-serverless.amazonaws.com')),
        ...(input.manageAdminPassword === true
          ? rightsToManagePassword(world, `${input.namespaceName}-${input.adminUsername}`)
          : []),
      ];
    }
    case 'secretsmanager':
      return right(main, input.SecretId === undefined ? '*' : String(input.SecretId));
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

function rightsOnKey(key: Input[string]): readonly Right[] {
  if (key === undefined) return [];
  return ['kms:DescribeKey', 'kms:CreateGrant'].map((action) => ({
    action,
    resource: String(key),
    context: { 'kms:GrantIsForAWSResource': 'true' },
  }));
}

type ArnOf = (rest: string) => string;

function rightsToLogIn(
  main: string,
  arn: ArnOf,
  { ClusterIdentifier, DbName, DbUser }: Input,
): readonly Right[] {
  const resources = [`dbname:${ClusterIdentifier}/${DbName}`];
  if (DbUser !== undefined) resources.push(`dbuser:${ClusterIdentifier}/${DbUser}`);
  return resources.map((resource) => ({ action: main, resource: arn(resource), context: {} }));
}

/** Service Authorization Reference: the dependent actions of CreateCluster and CreateNamespace. */
function rightsToManagePassword(world: World, name: string): readonly Right[] {
  const secret = `arn:aws:secretsmanager:${world.region}:${world.account}:secret:redshift!${name}-AbCdEf`;
  return [
    ...['CreateSecret', 'DeleteSecret', 'DescribeSecret', 'RotateSecret', 'TagResource', 'UpdateSecret'].map(
      (action) => ({ action: `secretsmanager:${action}`, resource: secret, context: {} }),
    ),
    { action: 'secretsmanager:GetRandomPassword', resource: '*', context: {} },
  ];
}

/** The tags of the workgroup or namespace that a request names. */
function tagsAt(
  world: World,
  { workgroupName, namespaceName, resourceArn }: Input,
): Readonly<Record<string, string>> {
  const [kind, name] = String(resourceArn).split(':').pop()?.split('/') ?? [];
  const key =
    resourceArn !== undefined
      ? `${kind} ${name}`
      : workgroupName !== undefined
        ? `workgroup ${workgroupName}`
        : `namespace ${namespaceName}`;
  return world.warehouses.get(key)?.tags ?? {};
}

function keysOf(key: string, tags: Readonly<Record<string, string>>): Right['context'] {
  return Object.fromEntries(Object.entries(tags).map(([name, value]) => [`${key}/${name}`, value]));
}
