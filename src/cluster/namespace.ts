import {
  CreateNamespaceCommand,
  DeleteNamespaceCommand,
  GetNamespaceCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UpdateNamespaceCommand,
} from '@aws-sdk/client-redshift-serverless';
import { isAwsError } from './aws-errors.ts';
import type { Clients } from './clients.ts';
import { absentAsUndefined, appeared, type Change, type Decision } from './resource.ts';
import { createUnlessThere, removeOnceFree } from './serverless-calls.ts';
import { type Tags, tagsFrom, ttlTag } from './tags.ts';
import { type RetryPolicy, retryWhile } from './wait.ts';

/** The half of Redshift Serverless that holds the data, the users and the role, as it is. */
export interface Namespace {
  readonly name: string;
  readonly arn: string;
  readonly status: string;
  readonly database: string;
  readonly user: string;
  /** ARNs. */
  readonly roles: readonly string[];
  readonly createdAt?: Date;
  readonly secretArn?: string;
  /** The ARN of the KMS key, or a word of AWS for its own. */
  readonly kmsKey?: string;
  readonly tags: Tags;
}

/** The namespace as it should be. */
export interface DesiredNamespace {
  readonly name: string;
  readonly tags: Tags;
  readonly database: string;
  readonly user: string;
  readonly password?: string | undefined;
  /** The ARN of the KMS key; without one AWS's own encrypts. */
  readonly kmsKey?: string | undefined;
}

export type NamespaceChange = Change<'role' | 'time to live'>;

type Serverless = Pick<Clients, 'serverless'>;

export async function observeNamespace(
  { serverless }: Serverless,
  name: string,
): Promise<Namespace | undefined> {
  const found = await absentAsUndefined(
    () => serverless.send(new GetNamespaceCommand({ namespaceName: name })),
    'ResourceNotFound',
  );
  const namespace = found?.namespace;
  if (namespace === undefined) return undefined;
  const arn = namespace.namespaceArn ?? '';
  const { creationDate: createdAt, adminPasswordSecretArn: secretArn } = namespace;
  return {
    name,
    arn,
    status: (namespace.status ?? 'unknown').toLowerCase(),
    database: namespace.dbName ?? '',
    user: namespace.adminUsername ?? '',
    roles: (namespace.iamRoles ?? []).map(roleArn),
    ...(createdAt && { createdAt }),
    ...(secretArn && { secretArn }),
    ...(namespace.kmsKeyId && { kmsKey: namespace.kmsKeyId }),
    tags: await observeTags({ serverless }, arn),
  };
}

/** The tags of a workgroup or a namespace, which Serverless does not return with the resource. */
export async function observeTags({ serverless }: Serverless, arn: string): Promise<Tags> {
  const found = await absentAsUndefined(
    () => serverless.send(new ListTagsForResourceCommand({ resourceArn: arn })),
    'ResourceNotFound',
  );
  return tagsFrom(found?.tags);
}

/** Does what was decided about the namespace. */
export async function ensureNamespace(
  clients: Serverless,
  desired: DesiredNamespace,
  {
    decision,
    found,
    roleArn,
  }: {
    readonly decision: Decision<NamespaceChange>;
    readonly found: Namespace | undefined;
    readonly roleArn: string;
  },
  retryPolicy: RetryPolicy,
): Promise<void> {
  if (decision.verb === 'create') return await createNamespace(clients, desired, roleArn, retryPolicy);
  if (found !== undefined) await changeNamespace(clients, found, decision.changes, { roleArn, retryPolicy });
}

async function createNamespace(
  clients: Serverless,
  desired: DesiredNamespace,
  roleArn: string,
  retryPolicy: RetryPolicy,
): Promise<void> {
  const command = new CreateNamespaceCommand({
    namespaceName: desired.name,
    dbName: desired.database,
    adminUsername: desired.user,
    ...(desired.password === undefined
      ? { manageAdminPassword: true }
      : { adminUserPassword: desired.password }),
    iamRoles: [roleArn],
    defaultIamRoleArn: roleArn,
    ...(desired.kmsKey && { kmsKeyId: desired.kmsKey }),
    tags: Object.entries(desired.tags).map(([key, value]) => ({ key, value })),
  });
  await retryWhile(roleNotReady, retryPolicy, async () => {
    const existing = await createUnlessThere(
      () => clients.serverless.send(command),
      () => observeNamespace(clients, desired.name),
    );
    if (existing !== undefined) appeared('namespace', desired, existing);
  });
}

async function changeNamespace(
  { serverless }: Serverless,
  namespace: Pick<Namespace, 'name' | 'arn' | 'roles'>,
  changes: readonly NamespaceChange[],
  { roleArn, retryPolicy }: { readonly roleArn: string; readonly retryPolicy: RetryPolicy },
): Promise<void> {
  for (const { what, to } of changes) {
    await retryWhile(
      (error) => isAwsError(error, 'Conflict') || roleNotReady(error),
      retryPolicy,
      async () => {
        if (what === 'role') {
          const iamRoles = [...new Set([...namespace.roles, roleArn])];
          await serverless.send(
            new UpdateNamespaceCommand({
              namespaceName: namespace.name,
              iamRoles,
              defaultIamRoleArn: roleArn,
            }),
          );
        } else {
          await serverless.send(
            new TagResourceCommand({ resourceArn: namespace.arn, tags: [{ key: ttlTag, value: to }] }),
          );
        }
      },
    );
  }
}

/** Asks for the deletion; its workgroup has to be gone before. */
export async function removeNamespace(
  clients: Serverless,
  namespace: { readonly name: string; readonly snapshot?: string | undefined },
  retryPolicy: RetryPolicy,
): Promise<void> {
  const command = new DeleteNamespaceCommand({
    namespaceName: namespace.name,
    ...(namespace.snapshot && { finalSnapshotName: namespace.snapshot }),
  });
  await removeOnceFree(
    () => clients.serverless.send(command),
    () => observeNamespace(clients, namespace.name),
    retryPolicy,
  );
}

/** GetNamespace returns a role as `IamRole(applyStatus=in-sync, iamRoleArn=arn:aws:iam::…:role/…)`. */
function roleArn(text: string): string {
  return /arn:[^,)\s]+/.exec(text)?.[0] ?? text;
}

function roleNotReady(error: unknown): boolean {
  return isAwsError(error, 'Validation') && /role/i.test(error.message);
}
