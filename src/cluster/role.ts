import {
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
  paginateListRoles,
} from '@aws-sdk/client-iam';
import { allPages } from './all-pages.ts';
import { isAwsError } from './aws-errors.ts';
import type { Clients } from './clients.ts';
import { absentAsUndefined, type Removal } from './resource.ts';
import { isOurs, type Tags, tagsFrom } from './tags.ts';
import { type RetryPolicy, retryWhile } from './wait.ts';

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

/** The name of our inline policy. */
export const accessPolicyName = 'sparkify-access';
/** The end of the description of each role of ours. */
export const madeHere = 'Made by sparkify cluster create.';

type Iam = Pick<Clients, 'iam'>;

export async function observeRole({ iam }: Iam, name: string): Promise<Role | undefined> {
  const found = await absentAsUndefined(
    () => iam.send(new GetRoleCommand({ RoleName: name })),
    'NoSuchEntity',
  );
  if (found?.Role === undefined) return undefined;
  const boundary = found.Role.PermissionsBoundary?.PermissionsBoundaryArn;
  const access = await absentAsUndefined(
    () => iam.send(new GetRolePolicyCommand({ RoleName: name, PolicyName: accessPolicyName })),
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

/**
 * The roles that carry an owner's tag, whatever they are called. IAM lists roles without their tags, but with what they say of
 * themselves: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html
 */
export async function observeRolesOf(clients: Iam, owner: string): Promise<readonly Role[]> {
  const pages = paginateListRoles({ client: clients.iam, pageSize: 1000 }, {});
  const made = await allPages(pages, ({ Roles = [] }) =>
    Roles.filter((role) => role.Description?.endsWith(madeHere)),
  );
  const roles: Role[] = [];
  for (const { RoleName: name = '' } of made) {
    const role = await observeRole(clients, name);
    if (role !== undefined && isOurs(role, owner)) roles.push(role);
  }
  return roles;
}

/**
 * Deletes the role with every policy on it, also those of others: IAM refuses to delete a role that has one.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html
 */
export async function removeRole({ iam }: Iam, { name }: Removal, retryPolicy: RetryPolicy): Promise<void> {
  const RoleName = name;
  await retryWhile(
    (error) => isAwsError(error, 'DeleteConflict', 'ConcurrentModification'),
    retryPolicy,
    () =>
      absentAsUndefined(async () => {
        const inline = paginateListRolePolicies({ client: iam }, { RoleName });
        for (const PolicyName of await allPages(inline, (page) => page.PolicyNames))
          await gone(iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName })));
        const attached = paginateListAttachedRolePolicies({ client: iam }, { RoleName });
        for (const { PolicyArn } of await allPages(attached, (page) => page.AttachedPolicies))
          await gone(iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })));
        await iam.send(new DeleteRoleCommand({ RoleName }));
      }, 'NoSuchEntity'),
  );
}

/** A policy that is gone already, by an answer that got lost, is what was wanted; the role itself is still to be deleted. */
async function gone(call: Promise<unknown>): Promise<void> {
  await absentAsUndefined(() => call, 'NoSuchEntity');
}

/** The document is URL-encoded: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
function parseDocument(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(decodeURIComponent(text));
}
