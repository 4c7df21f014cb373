import { matches } from './matches.ts';
import { AwsFault, type Input, type Output, pageOf, tagList, tagsOf, textsOf } from './protocol.ts';
import { type Actions, type FakeRole, seconds, type World } from './world.ts';

/** IAM: eventually consistent, so that a new role is not seen at once. */
export const iam: Actions = {
  GetRole: (world, input) => ({ Role: described(world, seen(world, input)) }),

  ListRoles(world, input) {
    const seenNow = [...world.roles.values()].filter((role) => isSeen(world, role));
    return page(
      'Roles',
      seenNow.map((role) => described(world, role)),
      input,
    );
  },

  CreateRole(world, input) {
    const name = String(input.RoleName);
    if (world.roles.has(name)) throw new AwsFault('EntityAlreadyExists', `Role ${name} already exists.`, 409);
    const role: FakeRole = {
      name,
      description: String(input.Description),
      createdAt: seconds(world),
      trust: String(input.AssumeRolePolicyDocument),
      tags: tagsOf(input.Tags),
      inline: new Map(),
      attached: new Set(),
      ...(input.PermissionsBoundary !== undefined && { boundary: String(input.PermissionsBoundary) }),
    };
    world.roles.set(name, role);
    return { Role: described(world, role) };
  },

  PutRolePermissionsBoundary(world, input) {
    seen(world, input).boundary = String(input.PermissionsBoundary);
    return {};
  },

  UpdateAssumeRolePolicy(world, input) {
    seen(world, input).trust = String(input.PolicyDocument);
    return {};
  },

  GetRolePolicy(world, input) {
    const name = String(input.PolicyName);
    const document = seen(world, input).inline.get(name);
    if (document === undefined)
      throw new AwsFault('NoSuchEntity', `The role policy ${name} cannot be found.`, 404);
    return { RoleName: input.RoleName, PolicyName: name, PolicyDocument: encodeURIComponent(document) };
  },

  PutRolePolicy(world, input) {
    seen(world, input).inline.set(String(input.PolicyName), String(input.PolicyDocument));
    return {};
  },

  ListRolePolicies: (world, input) => page('PolicyNames', [...seen(world, input).inline.keys()], input),

  DeleteRolePolicy(world, input) {
    if (!seen(world, input).inline.delete(String(input.PolicyName))) {
      throw new AwsFault('NoSuchEntity', 'The role policy cannot be found.', 404);
    }
    return {};
  },

  ListAttachedRolePolicies(world, input) {
    const policies = [...seen(world, input).attached].map((PolicyArn) => ({ PolicyArn, PolicyName: 'p' }));
    return page('AttachedPolicies', policies, input);
  },

  DetachRolePolicy(world, input) {
    seen(world, input).attached.delete(String(input.PolicyArn));
    return {};
  },

  DeleteRole(world, input) {
    const role = seen(world, input);
    if (role.inline.size + role.attached.size > 0) {
      throw new AwsFault('DeleteConflict', 'Cannot delete entity, must delete policies first.', 409);
    }
    world.roles.delete(role.name);
    return {};
  },

  /** Allowed is what an inline policy names. */
  SimulatePrincipalPolicy(world, input) {
    const name = String(input.PolicySourceArn).split('/').pop() ?? '';
    const role = seen(world, { RoleName: name });
    const statements = [...role.inline.values()].flatMap((text) => JSON.parse(text).Statement);
    const allows = (action: string, resource: string) =>
      statements.some(
        (statement) =>
          [statement.Action].flat().includes(action) &&
          [statement.Resource].flat().some((allowed) => matches(allowed, resource)),
      );
    const results = textsOf(input.ActionNames).flatMap((action) =>
      textsOf(input.ResourceArns).map((resource) => ({
        ...{ EvalActionName: action, EvalResourceName: resource },
        EvalDecision: allows(action, resource) ? 'allowed' : 'implicitDeny',
      })),
    );
    return page('EvaluationResults', results, input);
  },
};

function page(list: string, all: readonly unknown[], { Marker }: Input): Output {
  const { items, next } = pageOf(all, Marker);
  return { [list]: items, IsTruncated: next !== undefined, Marker: next };
}

export function roleArn(world: World, name: string): string {
  return `arn:aws:iam::${world.account}:role/${name}`;
}

/** Whether Redshift can take the role on already. */
export function isAssumable(world: World, arn: string, service: string): boolean {
  const role = world.roles.get(arn.split('/').pop() ?? '');
  if (role === undefined || !role.trust.includes(service)) return false;
  return seconds(world) >= role.createdAt + world.pace.roleAssumable;
}

function seen(world: World, input: Input): FakeRole {
  const name = String(input.RoleName);
  const role = world.roles.get(name);
  if (role === undefined || !isSeen(world, role)) {
    throw new AwsFault('NoSuchEntity', `The role with name ${name} cannot be found.`, 404);
  }
  return role;
}

function isSeen(world: World, role: FakeRole): boolean {
  return seconds(world) >= role.createdAt + world.pace.roleSeen;
}

function described(world: World, role: FakeRole): Output {
  return {
    RoleName: role.name,
    RoleId: 'AROA1',
    Path: '/',
    Description: role.description,
    Arn: roleArn(world, role.name),
    CreateDate: new Date(role.createdAt * 1000),
    AssumeRolePolicyDocument: encodeURIComponent(role.trust),
    PermissionsBoundary: role.boundary && {
      PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
      PermissionsBoundaryArn: role.boundary,
    },
    Tags: tagList(role.tags),
  };
}
