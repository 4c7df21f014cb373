import { isAssumable } from './iam.ts';
import { AwsFault, type Input, type Output, pageOf, tagsOf, textsOf } from './protocol.ts';
import {
  type Actions,
  addWarehouse,
  type FakeWarehouse,
  secretArn,
  snapshotsOf,
  temporaryPassword,
  turn,
  type World,
} from './world.ts';

/** Redshift Serverless: a namespace and its workgroup, each with a status. */
export const serverless: Actions = {
  GetNamespace: (world, input) => ({
    namespace: describedNamespace(world, found(world, 'namespace', input)),
  }),

  CreateNamespace(world, input) {
    const name = free(world, 'namespace', input);
    const roles = [...textsOf(input.iamRoles)];
    checkRoles(world, roles);
    const facts = {
      ...{ database: input.dbName, user: input.adminUsername, managed: input.manageAdminPassword === true },
      kmsKey: input.kmsKeyId ?? 'AWS_OWNED_KMS_KEY',
    };
    const made = { kind: 'namespace' as const, name, tags: tagsOf(input.tags), facts, roles, groups: [] };
    const namespace = addWarehouse(world, made, ['AVAILABLE', 'AVAILABLE']);
    namespace.turns = undefined;
    return { namespace: describedNamespace(world, namespace) };
  },

  UpdateNamespace(world, input) {
    const namespace = found(world, 'namespace', input);
    if (input.iamRoles !== undefined) {
      checkRoles(world, textsOf(input.iamRoles));
      namespace.roles = [...textsOf(input.iamRoles)];
    }
    return { namespace: describedNamespace(world, namespace) };
  },

  DeleteNamespace(world, input) {
    const namespace = found(world, 'namespace', input);
    const isUsed = [...world.warehouses.values()].some(
      (one) => one.kind === 'workgroup' && one.facts.namespace === namespace.name,
    );
    if (isUsed) throw new AwsFault('ConflictException', 'The namespace has a workgroup associated.');
    if (namespace.status === 'DELETING') throw new AwsFault('ConflictException', 'It is being deleted.');
    if (typeof input.finalSnapshotName === 'string') {
      world.snapshots.set(input.finalSnapshotName, { of: namespace.name, kind: 'namespace' });
    }
    turn(world, namespace, { status: 'DELETING', into: 'gone', after: world.pace.remove });
    return { namespace: describedNamespace(world, namespace) };
  },

  GetWorkgroup: (world, input) => ({
    workgroup: describedWorkgroup(world, found(world, 'workgroup', input)),
  }),

  ListWorkgroups(world, input) {
    const all = [...world.warehouses.values()].filter(({ kind }) => kind === 'workgroup');
    const { items, next } = pageOf(all, input.nextToken);
    return { workgroups: items.map((one) => describedWorkgroup(world, one)), nextToken: next };
  },

  GetCredentials(world, input) {
    found(world, 'workgroup', input);
    return { dbUser: 'IAM:ada', dbPassword: temporaryPassword };
  },

  CreateWorkgroup(world, input) {
    const name = free(world, 'workgroup', input);
    if (!world.warehouses.has(`namespace ${input.namespaceName}`)) {
      throw new AwsFault('ResourceNotFoundException', 'Namespace not found', 404);
    }
    const subnets = textsOf(input.subnetIds);
    const groups = [...textsOf(input.securityGroupIds)];
    const facts = {
      ...{ namespace: input.namespaceName, baseCapacity: checkedCapacity(world, input.baseCapacity) },
      ...{ maxCapacity: input.maxCapacity, port: input.port, public: input.publiclyAccessible },
      ...(subnets.length > 0 && { subnets }),
    };
    const vpcId = vpcOf(world, subnets);
    if (groups.some((id) => world.groups.get(id)?.vpcId !== vpcId))
      throw new AwsFault('ValidationException', 'The security groups are not in the VPC of the subnets.');
    const made = { kind: 'workgroup' as const, name, tags: tagsOf(input.tags), facts, roles: [], groups };
    return { workgroup: describedWorkgroup(world, addWarehouse(world, made, ['CREATING', 'AVAILABLE'])) };
  },

  UpdateWorkgroup(world, input) {
    const workgroup = found(world, 'workgroup', input);
    checkAvailable(workgroup);
    if (input.baseCapacity !== undefined) workgroup.facts.baseCapacity = input.baseCapacity;
    if (input.maxCapacity !== undefined) workgroup.facts.maxCapacity = input.maxCapacity;
    if (
      Number(workgroup.facts.baseCapacity) > Number(workgroup.facts.maxCapacity ?? Number.POSITIVE_INFINITY)
    ) {
      throw new AwsFault('ValidationException', 'The base capacity is above the max capacity.');
    }
    if (input.publiclyAccessible !== undefined) workgroup.facts.public = input.publiclyAccessible;
    if (input.securityGroupIds !== undefined) workgroup.groups = [...textsOf(input.securityGroupIds)];
    turn(world, workgroup, { status: 'MODIFYING', into: 'AVAILABLE', after: world.pace.change });
    return { workgroup: describedWorkgroup(world, workgroup) };
  },

  DeleteWorkgroup(world, input) {
    const workgroup = found(world, 'workgroup', input);
    checkAvailable(workgroup);
    turn(world, workgroup, { status: 'DELETING', into: 'gone', after: world.pace.remove });
    return { workgroup: describedWorkgroup(world, workgroup) };
  },

  ListUsageLimits(world, input) {
    const workgroup = byArn(world, String(input.resourceArn));
    const amount = workgroup.usageLimit;
    return {
      usageLimits:
        amount === undefined
          ? []
          : [{ usageLimitId: workgroup.name, usageType: 'serverless-compute', period: 'daily', amount }],
    };
  },

  CreateUsageLimit(world, input) {
    const workgroup = byArn(world, String(input.resourceArn));
    if (workgroup.usageLimit !== undefined) throw new AwsFault('ConflictException', 'It has such a limit.');
    if (workgroup.status === 'CREATING') throw new AwsFault('ConflictException', 'It is being created.');
    workgroup.usageLimit = Number(input.amount);
    return { usageLimit: { usageLimitId: workgroup.name } };
  },

  UpdateUsageLimit(world, input) {
    const workgroup = found(world, 'workgroup', { workgroupName: input.usageLimitId });
    workgroup.usageLimit = Number(input.amount);
    return { usageLimit: { usageLimitId: workgroup.name } };
  },

  ListTagsForResource: (world, input) => ({
    tags: Object.entries(byArn(world, String(input.resourceArn)).tags).map(([key, value]) => ({
      key,
      value,
    })),
  }),

  TagResource(world, input) {
    Object.assign(byArn(world, String(input.resourceArn)).tags, tagsOf(input.tags));
    return {};
  },

  ListSnapshots(world, input) {
    const { items, next } = pageOf(snapshotsOf(world, 'namespace', input.namespaceName), input.nextToken);
    return { snapshots: items.map((snapshotName) => ({ snapshotName })), nextToken: next };
  },
};

type Kind = 'workgroup' | 'namespace';

function free(world: World, kind: Kind, input: Input): string {
  const name = String(input[`${kind}Name`]);
  if (world.warehouses.has(`${kind} ${name}`))
    throw new AwsFault('ConflictException', `${name} already exists`);
  return name;
}

function found(world: World, kind: Kind, input: Input): FakeWarehouse {
  const warehouse = world.warehouses.get(`${kind} ${input[`${kind}Name`]}`);
  if (warehouse === undefined) throw new AwsFault('ResourceNotFoundException', `${kind} not found`, 404);
  return warehouse;
}

function byArn(world: World, arn: string): FakeWarehouse {
  const [kind = '', name = ''] = (arn.split(':').pop() ?? '').split('/');
  return found(world, kind as Kind, { [`${kind}Name`]: name });
}

function checkedCapacity(world: World, capacity: unknown): unknown {
  if (Number(capacity) >= world.leastCapacity) return capacity;
  throw new AwsFault('ValidationException', `Base capacity must be ${world.leastCapacity} RPU or more here.`);
}

function checkAvailable(warehouse: FakeWarehouse): void {
  if (warehouse.status !== 'AVAILABLE') {
    throw new AwsFault('ConflictException', `There is an operation running on the ${warehouse.kind}.`);
  }
}

function checkRoles(world: World, roles: readonly string[]): void {
  for (const role of roles) {
    if (isAssumable(world, role, 'redshift-serverless.amazonaws.com')) continue;
    throw new AwsFault('ValidationException', `The IAM role ${role} is not valid.`);
  }
}

function arnOf(world: World, { kind, name }: FakeWarehouse): string {
  return `arn:aws:redshift-serverless:${world.region}:${world.account}:${kind}/${name}`;
}

function describedNamespace(world: World, namespace: FakeWarehouse): Output {
  return {
    namespaceName: namespace.name,
    namespaceArn: arnOf(world, namespace),
    status: namespace.status,
    dbName: namespace.facts.database,
    adminUsername: namespace.facts.user,
    kmsKeyId: namespace.facts.kmsKey,
    creationDate: new Date(namespace.createdAt * 1000).toISOString(),
    iamRoles: namespace.roles.map((arn) => `IamRole(applyStatus=in-sync, iamRoleArn=${arn})`),
    adminPasswordSecretArn: secretArn(world, namespace),
  };
}

/** Without subnets those of the default VPC are taken. */
function vpcOf(world: World, subnets: readonly string[]): string | undefined {
  if (subnets.length === 0) return world.vpc;
  const groups = [...world.subnetGroups.values()];
  return groups.find((group) => subnets.every((id) => id in group.subnets))?.vpcId;
}

function describedWorkgroup(world: World, workgroup: FakeWarehouse): Output {
  const { facts, name } = workgroup;
  return {
    workgroupName: name,
    workgroupArn: arnOf(world, workgroup),
    status: workgroup.status,
    namespaceName: facts.namespace,
    baseCapacity: facts.baseCapacity,
    maxCapacity: facts.maxCapacity,
    port: facts.port,
    publiclyAccessible: facts.public,
    securityGroupIds: workgroup.groups,
    subnetIds: facts.subnets ?? ['subnet-of-the-default-vpc'],
    workgroupVersion: '1.0.98765',
    creationDate: new Date(workgroup.createdAt * 1000).toISOString(),
    endpoint:
      workgroup.status === 'CREATING'
        ? undefined
        : {
            address:
              world.host ?? `${name}.${world.account}.${world.region}.redshift-serverless.amazonaws.com`,
            port: world.port ?? facts.port,
            vpcEndpoints: [{ vpcId: vpcOf(world, (facts.subnets ?? []) as readonly string[]) }],
          },
  };
}
