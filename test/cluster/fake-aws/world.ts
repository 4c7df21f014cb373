import type { Clock } from '../../../src/clock.ts';
import type { Input, Output } from './protocol.ts';

/** A clock that jumps instead of sleeping. */
export interface FakeClock extends Clock {
  /** Milliseconds that were slept so far. */
  readonly slept: () => number;
}

export function fakeClock(start = '2026-11-21T09:00:00Z'): FakeClock {
  const begin = Date.parse(start);
  let time = begin;
  return {
    now: () => new Date(time),
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      time += milliseconds;
    },
    slept: () => time - begin,
  };
}

export interface FakeRole {
  readonly name: string;
  readonly description?: string;
  readonly createdAt: number;
  trust: string;
  boundary?: string;
  readonly tags: Record<string, string>;
  readonly inline: Map<string, string>;
  readonly attached: Set<string>;
}

export interface FakeRule {
  readonly id: string;
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly cidr: string;
}

export interface FakeGroup {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string;
  readonly createdAt: number;
  readonly tags: Record<string, string>;
  readonly rules: FakeRule[];
}

/** Clusters, workgroups and namespaces alike: a status, and what it turns into at a time. */
export interface FakeWarehouse {
  readonly kind: 'cluster' | 'workgroup' | 'namespace';
  readonly name: string;
  readonly createdAt: number;
  status: string;
  turns?: { readonly into: string; readonly at: number } | undefined;
  readonly tags: Record<string, string>;
  readonly facts: Record<string, unknown>;
  roles: string[];
  groups: string[];
  usageLimit?: number;
}

/** A scheduled action that pauses a cluster. */
export interface FakeSchedule {
  readonly cluster: string;
  readonly description: string;
  schedule: string;
  role: string;
  enabled: boolean;
  /** The time for which it was carried out last. */
  done?: string;
}

/** How slow AWS is here, in seconds. */
export interface Pace {
  readonly roleSeen: number;
  readonly roleAssumable: number;
  readonly groupSeen: number;
  readonly create: number;
  readonly change: number;
  readonly remove: number;
  /** How long the network interface of a deleted cluster still holds its security group. */
  readonly interfaceHeld: number;
}

export const usualPace: Pace = {
  roleSeen: 4,
  roleAssumable: 12,
  groupSeen: 3,
  create: 60,
  change: 30,
  remove: 40,
  interfaceHeld: 25,
};

/** The password of every user that AWS gives one to. */
export const temporaryPassword = 'temporary-of-AWS';
/** The password that Secrets Manager keeps for an owner. */
export const keptPassword = 'Kept-by-AWS-1';

/** What a service does, by the names of its actions. */
export type Actions = Readonly<Record<string, (world: World, input: Input) => Output>>;

/** An AWS account with one region. */
export interface World {
  readonly account: string;
  readonly region: string;
  readonly clock: Clock;
  readonly pace: Pace;
  /** The default one. */
  vpc: string | undefined;
  /** Others. */
  readonly vpcs: string[];
  /** The subnet groups of Redshift, by name: subnets and their zones. */
  readonly subnetGroups: Map<
    string,
    { readonly vpcId: string; readonly subnets: Readonly<Record<string, string>> }
  >;
  readonly roles: Map<string, FakeRole>;
  readonly groups: Map<string, FakeGroup>;
  readonly warehouses: Map<string, FakeWarehouse>;
  readonly schedules: Map<string, FakeSchedule>;
  readonly snapshots: Map<string, { readonly of: string; readonly kind: string }>;
  readonly secrets: Set<string>;
  /** Group id to the time until which an interface holds it. */
  readonly held: Map<string, number>;
  /** Where clusters are to be found, instead of at names like those of AWS. */
  host?: string;
  /** The port that the answers name, instead of their own. */
  port?: number;
  /** Where the Data API is that sends statements to the warehouse. */
  dataApi?: string;
  /** `bucket/key` to content. */
  readonly objects: Map<string, string>;
  /** RPU that a workgroup must have at least in this region. */
  leastCapacity: number;
  /** The regions of buckets that are not in this one. */
  readonly bucketRegions: Map<string, string>;
  nextId: number;
}

export function emptyWorld(clock: Clock, pace: Pace = usualPace): World {
  return {
    account: '123456789012',
    region: 'us-west-2',
    clock,
    pace,
    vpc: 'vpc-1',
    vpcs: [],
    subnetGroups: new Map(),
    roles: new Map(),
    groups: new Map(),
    warehouses: new Map(),
    schedules: new Map(),
    snapshots: new Map(),
    secrets: new Set(),
    held: new Map(),
    objects: new Map(),
    leastCapacity: 4,
    bucketRegions: new Map(),
    nextId: 1,
  };
}

export function seconds(world: World): number {
  return world.clock.now().getTime() / 1000;
}

/** Lets everything that was due happen. */
export function settle(world: World): void {
  const now = seconds(world);
  for (const schedule of world.schedules.values()) {
    const at = schedule.schedule.slice(3, -1);
    if (!schedule.enabled || schedule.done === at || Date.parse(`${at}Z`) / 1000 > now) continue;
    schedule.done = at;
    const cluster = world.warehouses.get(`cluster ${schedule.cluster}`);
    const role = world.roles.get(schedule.role.split('/').pop() ?? '');
    const mayPause = [...(role?.inline.values() ?? [])].some((text) =>
      text.includes('redshift:PauseCluster'),
    );
    if (cluster?.status === 'available' && mayPause) {
      cluster.status = 'pausing';
      cluster.turns = { into: 'paused', at: Date.parse(`${at}Z`) / 1000 + world.pace.change };
    }
  }
  for (const [key, warehouse] of world.warehouses) {
    const { turns } = warehouse;
    if (turns === undefined || turns.at > now) continue;
    warehouse.status = turns.into;
    warehouse.turns = undefined;
    if (turns.into !== 'gone') continue;
    world.warehouses.delete(key);
    world.secrets.delete(secretOf(warehouse));
    for (const group of warehouse.groups) world.held.set(group, turns.at + world.pace.interfaceHeld);
  }
}

/** Puts a warehouse into the account, which is being created for a while. */
export function addWarehouse(
  world: World,
  made: Omit<FakeWarehouse, 'createdAt' | 'status' | 'turns'>,
  [status, into]: readonly [string, string],
): FakeWarehouse {
  const warehouse: FakeWarehouse = { ...made, createdAt: seconds(world), status };
  turn(world, warehouse, { status, into, after: world.pace.create });
  world.warehouses.set(`${made.kind} ${made.name}`, warehouse);
  if (made.facts.managed === true) world.secrets.add(secretOf(made));
  return warehouse;
}

/** Begins a change of a warehouse that takes so many seconds. */
export function turn(
  world: World,
  warehouse: FakeWarehouse,
  { status, into, after }: { readonly status: string; readonly into: string; readonly after: number },
): void {
  warehouse.status = status;
  warehouse.turns = { into, at: seconds(world) + after };
}

export function secretArn(world: World, warehouse: FakeWarehouse): string | undefined {
  if (warehouse.facts.managed !== true) return undefined;
  return `arn:aws:secretsmanager:${world.region}:${world.account}:secret:${secretOf(warehouse)}`;
}

export function secretOf(warehouse: Pick<FakeWarehouse, 'name' | 'facts'>): string {
  return `redshift!${warehouse.name}-${warehouse.facts.user}`;
}

/** The names of the snapshots of a warehouse. */
export function snapshotsOf({ snapshots }: World, kind: string, name: unknown): readonly string[] {
  return [...snapshots].filter(([, one]) => one.kind === kind && one.of === name).map(([each]) => each);
}

/** All that is there, without the ids and times that differ between two equal histories. */
export function pictureOf(world: World): unknown {
  settle(world);
  const groupName = (id: string) => world.groups.get(id)?.name ?? id;
  return {
    roles: [...world.roles.values()].map(({ createdAt: _, ...role }) => ({
      ...role,
      inline: Object.fromEntries(role.inline),
      attached: [...role.attached],
    })),
    groups: [...world.groups.values()].map(({ name, vpcId, tags, rules }) => ({
      name,
      vpcId,
      tags,
      rules: rules.map(({ id: _, ...rule }) => rule),
    })),
    warehouses: [...world.warehouses.values()]
      .map(({ createdAt: _, groups, ...warehouse }) => ({ ...warehouse, groups: groups.map(groupName) }))
      .sort((one, other) => one.kind.localeCompare(other.kind)),
    schedules: [...world.schedules].map(([name, { cluster, role, enabled }]) => ({
      name,
      cluster,
      role,
      enabled,
    })),
    snapshots: [...world.snapshots],
    secrets: [...world.secrets],
  };
}
