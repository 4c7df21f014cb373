import {
  CreateNamespaceCommand,
  TagResourceCommand,
  UpdateNamespaceCommand,
} from '@aws-sdk/client-redshift-serverless';
import { isAwsError } from './aws-errors.ts';
import { accessRoleArn, type Desired, warehouseTags } from './desired.ts';
import { type Namespace, observeNamespace } from './namespace.ts';
import type { Observed } from './observe.ts';
import { beingDeleted, comparedKey, differing } from './refusal.ts';
import {
  adopted,
  type Change,
  created,
  keptOrChanged,
  lackingChange,
  notMadeHere,
  type Planned,
  passwordNote,
  refused,
  type Step,
  ttlChange,
  type Work,
} from './resource.ts';
import { createUnlessThere } from './serverless-calls.ts';
import { isOurs, ttlTag } from './tags.ts';
import { retryWhile } from './wait.ts';

/** What will happen to the namespace. */
export function planNamespace(desired: Desired, { namespace, role }: Observed): Step {
  const roleArn = accessRoleArn(desired, role);
  const planned: Planned = {
    kind: 'Namespace',
    name: desired.identifier,
    summary: `encrypted${desired.kmsKey ? ' with your key' : ''}, database ${desired.database}`,
    notes: [],
    create: (work) => createNamespace(work, desired, roleArn),
  };
  if (namespace === undefined) return created(planned, passwordNote(desired));
  if (namespace.status === 'deleting') return refused(planned, beingDeleted);
  if (!isOurs(namespace, desired.owner)) return adopted(planned, notMadeHere);
  const refusal = differing([
    ['database', namespace.database, desired.database],
    ['user', namespace.user, desired.user],
    comparedKey(namespace.kmsKey, desired.kmsKey),
  ]);
  if (refusal !== undefined) return refused(planned, refusal);
  const isNew = role === undefined;
  return keptOrChanged(planned, [
    ...lackingChange('role', namespace.roles, isNew ? undefined : roleArn, addRole(namespace, roleArn)),
    ...ttlChange(namespace.tags, desired.ttl, setTtl(namespace, desired.ttl)),
  ]);
}

async function createNamespace(
  { clients, retryPolicy }: Work,
  desired: Desired,
  roleArn: string,
): Promise<void> {
  const { identifier: name, owner, password, kmsKey } = desired;
  const command = new CreateNamespaceCommand({
    namespaceName: name,
    dbName: desired.database,
    adminUsername: desired.user,
    ...(password === undefined ? { manageAdminPassword: true } : { adminUserPassword: password }),
    iamRoles: [roleArn],
    defaultIamRoleArn: roleArn,
    ...(kmsKey && { kmsKeyId: kmsKey }),
    tags: Object.entries(warehouseTags(desired)).map(([key, value]) => ({ key, value })),
  });
  const create = () => clients.serverless.send(command);
  const observe = () => observeNamespace(clients, name);
  await retryWhile(isRoleNotReady, retryPolicy, () =>
    createUnlessThere(`namespace ${name}`, owner, { create, observe }),
  );
}

function addRole({ name: namespaceName, roles }: Namespace, roleArn: string): Change['make'] {
  const iamRoles = [...new Set([...roles, roleArn])];
  const command = new UpdateNamespaceCommand({ namespaceName, iamRoles, defaultIamRoleArn: roleArn });
  return whileSettling(({ clients }) => clients.serverless.send(command));
}

function setTtl({ arn: resourceArn }: Namespace, ttl = ''): Change['make'] {
  const command = new TagResourceCommand({ resourceArn, tags: [{ key: ttlTag, value: ttl }] });
  return whileSettling(({ clients }) => clients.serverless.send(command));
}

function whileSettling(make: Change['make']): Change['make'] {
  const passes = (error: unknown) => isAwsError(error, 'Conflict') || isRoleNotReady(error);
  return (work) => retryWhile(passes, work.retryPolicy, () => make(work));
}

function isRoleNotReady(error: unknown): boolean {
  return isAwsError(error, 'Validation') && /role/i.test(error.message);
}
