import { deployerActions } from './deployer-actions.ts';
import { ownerName, pauseName } from './names.ts';
import { allow, allowWhere, type PolicyDocument, policy, type Statement } from './policy-document.ts';
import { bucketArn, objectsArn } from './s3-arns.ts';
import { ownerTag } from './tags.ts';

// The IAM policies. Everything in this file is pure data made of names: no call, no clock.

/** Redshift, and Serverless too where it is used, may act as the role; nobody else. */
export function trustPolicy(serverless: boolean): PolicyDocument {
  return assumableBy('RedshiftMayUseIt', trustedServices(serverless));
}

/** The service that runs scheduled actions. https://docs.aws.amazon.com/redshift/latest/mgmt/redshift-iam-access-control-identity-based.html */
export const schedulerService = 'scheduler.redshift.amazonaws.com';

/** Only the scheduler of Redshift may act as the role that pauses. */
export function schedulerTrust(): PolicyDocument {
  return assumableBy('SchedulerMayUseIt', [schedulerService]);
}

function assumableBy(Sid: string, services: readonly string[]): PolicyDocument {
  const Service = services.length === 1 ? (services[0] ?? '') : services;
  return policy([{ Sid, Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }]);
}

/** What the scheduled action needs: to pause this cluster, and nothing else. */
export function pausePolicy(clusterArn: string): PolicyDocument {
  return policy([allow('Pause', ['redshift:PauseCluster'], clusterArn)]);
}

/**
 * What COPY needs, in exactly the configured places: list their buckets, read below their prefixes, write below WORK.
 * Undefined where nothing of it lies in S3.
 */
export function accessPolicy(places: {
  /** `s3://bucket/prefix`, or `s3://bucket/file.json`. */
  readonly reads: readonly string[];
  readonly work?: string | undefined;
  /** The ARN of the KMS key that encrypts the objects there. */
  readonly kmsKey?: string | undefined;
  readonly partition: string;
}): PolicyDocument | undefined {
  const { reads, work, kmsKey, partition } = places;
  const locations = [...reads, ...(work === undefined ? [] : [work])];
  if (locations.length === 0) return undefined;
  const resources = (arnOf: typeof bucketArn) =>
    [...new Set(locations.map((location) => arnOf(location, partition)))].sort();
  return policy([
    allow('ListBuckets', ['s3:GetBucketLocation', 's3:ListBucket'], resources(bucketArn)),
    allow('ReadData', ['s3:GetObject'], resources(objectsArn)),
    ...(work === undefined ? [] : [allow('WriteWork', ['s3:PutObject'], [objectsArn(work, partition)])]),
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html: to read, and to write.
    ...(kmsKey === undefined ? [] : [allow(objectsKey, ['kms:Decrypt', 'kms:GenerateDataKey'], kmsKey)]),
  ]);
}

/** The statement of {@link accessPolicy} about the KMS key. */
const objectsKey = 'ObjectsKey';

/** The KMS key that a role's policy of {@link accessPolicy} lets it use, where it has one. */
export function keyIn(access: unknown): string | undefined {
  const { Statement: statements = [] } = (access ?? {}) as Partial<PolicyDocument>;
  const key = [statements].flat().find(({ Sid }) => Sid === objectsKey)?.Resource;
  return [key].flat()[0];
}

/**
 * What the person who runs `sparkify cluster` and `sparkify etl` needs, instead of AdministratorAccess.
 * Without an account its place is taken by `*`.
 */
export function deployerPolicy(names: {
  readonly region: string;
  readonly partition: string;
  readonly account?: string | undefined;
  readonly identifier: string;
  readonly database: string;
  readonly user: string;
  readonly roleName: string;
  readonly reads: readonly string[];
  readonly work?: string | undefined;
  readonly serverless: boolean;
  readonly kmsKey?: string | undefined;
  /** The ARN of the policy without which no role may be made. */
  readonly boundary?: string | undefined;
}): PolicyDocument {
  const { region, partition, account = '*', identifier, roleName, reads, work, kmsKey } = names;
  const arn = (service: string, rest: string) => `arn:${partition}:${service}:${region}:${account}:${rest}`;
  const roleArn = (name: string) => `arn:${partition}:iam::${account}:role/${name}`;
  const groups = arn('ec2', 'security-group/*');
  const [role, pauseRole] = [roleArn(roleName), roleArn(pauseName(identifier))];
  const tagged = (where: 'aws:RequestTag' | 'aws:ResourceTag') => ({
    [`${where}/${ownerTag}`]: ownerName({ region, identifier }),
  });
  return policy([
    allow('Look', deployerActions.look, '*'),
    ...roleStatements([role, pauseRole], names.boundary),
    allowWhere('HandRoleToRedshift', ['iam:PassRole'], role, {
      'iam:PassedToService': trustedServices(names.serverless),
    }),
    allowWhere('HandRoleToScheduler', ['iam:PassRole'], pauseRole, {
      'iam:PassedToService': schedulerService,
    }),
    allow('Schedule', deployerActions.schedule, '*'),
    allowWhere(
      'RedshiftServiceRole',
      ['iam:CreateServiceLinkedRole'],
      roleArn('aws-service-role/redshift.amazonaws.com/AWSServiceRoleForRedshift'),
      { 'iam:AWSServiceName': 'redshift.amazonaws.com' },
    ),
    allow('SecurityGroupCreate', ['ec2:CreateSecurityGroup'], [groups, arn('ec2', 'vpc/*')]),
    allowWhere('SecurityGroupTag', ['ec2:CreateTags'], groups, { 'ec2:CreateAction': 'CreateSecurityGroup' }),
    allowWhere('SecurityGroupChange', deployerActions.securityGroup, groups, tagged('aws:ResourceTag')),
    allow('Cluster', deployerActions.cluster, arn('redshift', `cluster:${identifier}`)),
    allow('FinalSnapshot', ['redshift:CreateClusterSnapshot'], arn('redshift', `snapshot:${identifier}/*`)),
    allow(
      'LogIn',
      ['redshift:GetClusterCredentials', 'redshift:GetClusterCredentialsWithIAM'],
      [
        arn('redshift', `dbname:${identifier}/${names.database}`),
        arn('redshift', `dbuser:${identifier}/${names.user}`),
      ],
    ),
    allow(
      'DataApi',
      ['redshift-data:BatchExecuteStatement', 'redshift-data:ExecuteStatement'],
      [
        arn('redshift', `cluster:${identifier}`),
        ...(names.serverless ? [arn('redshift-serverless', 'workgroup/*')] : []),
      ],
    ),
    allowWhere('DataApiResults', deployerActions.dataApi, '*', {
      'redshift-data:statement-owner-iam-userid': `\${aws:userid}`,
    }),
    allow(
      'ManagedPassword',
      deployerActions.secret,
      arn('secretsmanager', `secret:redshift!${identifier}-*`),
    ),
    allow('MakePassword', ['secretsmanager:GetRandomPassword'], '*'),
    ...(names.serverless
      ? [
          allowWhere('ServerlessCreate', deployerActions.serverlessCreate, '*', tagged('aws:RequestTag')),
          allowWhere('ServerlessChange', deployerActions.serverlessChange, '*', tagged('aws:ResourceTag')),
          allow('ServerlessLimit', deployerActions.serverlessLimit, '*'),
        ]
      : []),
    ...(kmsKey === undefined ? [] : warehouseKeyStatements(kmsKey)),
    ...dataStatements({ reads, work, kmsKey, partition }),
  ]);
}

/** The services that must be trusted by the role. */
export function trustedServices(serverless: boolean): readonly string[] {
  return serverless
    ? ['redshift.amazonaws.com', 'redshift-serverless.amazonaws.com']
    : ['redshift.amazonaws.com'];
}

/** With a boundary, only roles within it can be made or given rights: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html */
function roleStatements(roles: readonly string[], boundary: string | undefined): Statement[] {
  if (boundary === undefined) return [allow('Role', deployerActions.role, roles)];
  const widening = ['iam:CreateRole', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'];
  const others = deployerActions.role.filter((action) => !widening.includes(action));
  return [
    allow('Role', others, roles),
    allowWhere('RoleWithinBoundary', widening, roles, { 'iam:PermissionsBoundary': boundary }),
  ];
}

/** Redshift asks for grants on the key in the name of the caller: https://docs.aws.amazon.com/kms/latest/developerguide/services-redshift.html */
function warehouseKeyStatements(key: string): Statement[] {
  return [
    allow('WarehouseKey', ['kms:DescribeKey'], key),
    {
      ...allow('WarehouseKeyGrant', ['kms:CreateGrant'], key),
      Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
}

/** `etl` itself lists the source, and reads small files and writes them to WORK in batches. */
function dataStatements(places: Parameters<typeof accessPolicy>[0]): Statement[] {
  const access = accessPolicy(places);
  if (access === undefined) return [];
  const own: Readonly<Record<string, readonly string[]>> = {
    ListBuckets: ['s3:ListBucket'],
    WriteWork: ['s3:DeleteObject', 's3:PutObject'],
  };
  return access.Statement.map((statement) => ({
    ...statement,
    Action: own[statement.Sid] ?? statement.Action,
  }));
}
