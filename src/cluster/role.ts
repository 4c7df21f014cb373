import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { isAwsError } from './aws-errors.ts';
import type { Clients } from './clients.ts';
import type { PolicyDocument } from './policy-document.ts';
import { absentAsUndefined, appeared, type Change, type Decision } from './resource.ts';
import { ownershipOf, type Tags, tagList, tagsFrom } from './tags.ts';
import { type RetryPolicy, retryWhile, waitFor } from './wait.ts';

/** An IAM role that Redshift assumes, as it is. */
export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly tags: Tags;
  readonly trust: unknown;
  /** The ARN of its permissions boundary, where it has one. */
  readonly boundary?: string;
  /** Our inline policy, where it is there. */
  readonly access?: unknown;
}

/** The role as it should be. */
export interface DesiredRole {
  readonly name: string;
  /** What it is for, a sentence. */
  readonly purpose: string;
  readonly tags: Tags;
  readonly trust: PolicyDocument;
  /** The ARN of the policy that bounds it; without one, a boundary that it has stays. */
  readonly boundary?: string | undefined;
  /** Undefined: nothing to read is configured, and what the role may read stays as it is. */
  readonly access?: PolicyDocument | undefined;
}

export type RoleChange = Change<'trust' | 'access' | 'permissions boundary'>;

const policyName = 'sparkify-access';
const madeHere = 'Made by sparkify cluster create.';

type Iam = Pick<Clients, 'iam'>;

export async function observeRole({ iam }: Iam, name: string): Promise<Role | undefined> {
  const found = await absentAsUndefined(
    () => iam.send(new GetRoleCommand({ RoleName: name })),
    'NoSuchEntity',
  );
  if (found?.Role === undefined) return undefined;
  const boundary = found.Role.PermissionsBoundary?.PermissionsBoundaryArn;
  const access = await absentAsUndefined(
    () => iam.send(new GetRolePolicyCommand({ RoleName: name, PolicyName: policyName })),
    'NoSuchEntity',
  );
  return {
    name,
    arn: found.Role.Arn ?? '',
    tags: tagsFrom(found.Role.Tags),
    trust: parseDocument(found.Role.AssumeRolePolicyDocument),
    ...(boundary && { boundary }),
    ...(access && { access: parseDocument(access.PolicyDocument) }),
  };
}

/** The roles that carry an owner's tag, whatever they are called. IAM lists roles without their tags, but with what they say of themselves. */
export async function observeRolesOf(clients: Iam, owner: string): Promise<readonly Role[]> {
  const roles: Role[] = [];
  let Marker: string | undefined;
  do {
    const page = await clients.iam.send(new ListRolesCommand({ MaxItems: 1000, ...(Marker && { Marker }) }));
    for (const { RoleName: name = '' } of (page.Roles ?? []).filter((role) =>
      role.Description?.endsWith(madeHere),
    )) {
      const role = await observeRole(clients, name);
      if (role !== undefined && ownershipOf(role.tags, owner) === 'ours') roles.push(role);
    }
    Marker = page.IsTruncated === true ? page.Marker : undefined;
  } while (Marker !== undefined);
  return roles;
}

/** Does what was decided about the role, and returns its ARN. */
export async function ensureRole(
  clients: Iam,
  desired: DesiredRole,
  { decision, found }: { readonly decision: Decision<RoleChange>; readonly found: Role | undefined },
  retryPolicy: RetryPolicy,
): Promise<string> {
  if (decision.verb === 'create') return await createRole(clients, desired, retryPolicy);
  await changeRole(clients, desired, decision.changes, retryPolicy);
  return found?.arn ?? '';
}

/** Creates the role. One that was created a moment ago, by a run that died or an answer that got lost, is taken on. */
async function createRole(clients: Iam, desired: DesiredRole, retryPolicy: RetryPolicy): Promise<string> {
  const { iam } = clients;
  try {
    await iam.send(
      new CreateRoleCommand({
        RoleName: desired.name,
        AssumeRolePolicyDocument: JSON.stringify(desired.trust),
        Description: `${desired.purpose} ${madeHere}`,
        Tags: tagList(desired.tags),
        ...(desired.boundary && { PermissionsBoundary: desired.boundary }),
      }),
    );
  } catch (error) {
    if (!isAwsError(error, 'EntityAlreadyExists')) throw error;
  }
  const role = await waitFor(retryPolicy, () => observeRole(clients, desired.name));
  await putAccess(clients, desired, retryPolicy);
  return appeared('IAM role', desired, role).arn;
}

async function changeRole(
  clients: Iam,
  desired: DesiredRole,
  changes: readonly RoleChange[],
  retryPolicy: RetryPolicy,
): Promise<void> {
  for (const { what, to } of changes) {
    if (what === 'access') await putAccess(clients, desired, retryPolicy);
    else if (what === 'permissions boundary') {
      await clients.iam.send(
        new PutRolePermissionsBoundaryCommand({ RoleName: desired.name, PermissionsBoundary: to }),
      );
    } else {
      await clients.iam.send(
        new UpdateAssumeRolePolicyCommand({
          RoleName: desired.name,
          PolicyDocument: JSON.stringify(desired.trust),
        }),
      );
    }
  }
}

/** Deletes the role with every policy on it, also those of others: IAM refuses to delete a role that has one. */
export async function removeRole({ iam }: Iam, name: string, retryPolicy: RetryPolicy): Promise<void> {
  const RoleName = name;
  await retryWhile(
    (error) => isAwsError(error, 'DeleteConflict', 'ConcurrentModification'),
    retryPolicy,
    () =>
      absentAsUndefined(async () => {
        const inline = await iam.send(new ListRolePoliciesCommand({ RoleName }));
        for (const PolicyName of inline.PolicyNames ?? []) {
          await gone(iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName })));
        }
        const attached = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
        for (const { PolicyArn } of attached.AttachedPolicies ?? []) {
          await gone(iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })));
        }
        await iam.send(new DeleteRoleCommand({ RoleName }));
      }, 'NoSuchEntity'),
  );
}

/** A policy that is gone already, by an answer that got lost, is what was wanted; the role itself is still to be deleted. */
async function gone(call: Promise<unknown>): Promise<void> {
  await absentAsUndefined(() => call, 'NoSuchEntity');
}

async function putAccess({ iam }: Iam, desired: DesiredRole, retryPolicy: RetryPolicy): Promise<void> {
  if (desired.access === undefined) return;
  const command = new PutRolePolicyCommand({
    RoleName: desired.name,
    PolicyName: policyName,
    PolicyDocument: JSON.stringify(desired.access),
  });
  // IAM is eventually consistent: a role that was just created may not be found yet.
  await retryWhile(
    (error) => isAwsError(error, 'NoSuchEntity'),
    retryPolicy,
    () => iam.send(command),
  );
}

/** IAM answers with the document URL-encoded (RFC 3986). */
function parseDocument(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(decodeURIComponent(text));
}
