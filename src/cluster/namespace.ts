import {
  DeleteNamespaceCommand,
  GetNamespaceCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-redshift-serverless';
import type { Clients } from './clients.ts';
import { absentAsUndefined, type Removal } from './resource.ts';
import { removeOnceFree } from './serverless-calls.ts';
import { type Tags, tagsFrom } from './tags.ts';
import type { RetryPolicy } from './wait.ts';

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

/** Asks for the deletion; its workgroup has to be gone before. */
export async function removeNamespace(
  clients: Serverless,
  { name, snapshot }: Removal,
  retryPolicy: RetryPolicy,
): Promise<void> {
  const command = new DeleteNamespaceCommand({
    namespaceName: name,
    finalSnapshotName: snapshot,
  });
  await removeOnceFree(
    () => clients.serverless.send(command),
    () => observeNamespace(clients, name),
    retryPolicy,
  );
}

/** GetNamespace returns a role as `IamRole(applyStatus=in-sync, iamRoleArn=arn:aws:iam::…:role/…)`. */
function roleArn(text: string): string {
  return /arn:[^,)\s]+/.exec(text)?.[0] ?? text;
}
