import { spokenTime } from '../settings/ttl.ts';
import type { Cluster } from './cluster.ts';
import type { OrphanedResource } from './orphaned-resources.ts';
import { changesAnything, type Plan, stepsOf } from './plan.ts';
import type { DeletionStep } from './plan-deletion.ts';
import { dollars } from './prices.ts';
import type { Status } from './status.ts';
import type { Step } from './step.ts';

/** Takes one line of text, without its end. */
export type Write = (line: string) => void;

const signs = { create: '+', change: '~', keep: '=', adopt: '>', refuse: '!' } as const;

/** The plan of `cluster create`. */
export function drawPlan(plan: Plan, write: Write): void {
  const steps = stepsOf(plan);
  const place = `${plan.region} (account ${plan.account.replace(/(\d{4})(?=\d)/g, '$1-')})`;
  write(
    changesAnything(plan)
      ? `  This will be created or changed in ${place}:`
      : `  There is nothing to create or change in ${place}:`,
  );
  const nameWidth = Math.max(...steps.map((step) => step.name.length));
  for (const step of steps) {
    write(
      `    ${signs[step.verb]} ${step.verb.padEnd(6)}  ${step.kind.padEnd(14)}  ${step.name.padEnd(nameWidth)}  ${step.summary}`,
    );
    for (const change of step.changes) write(`${' '.repeat(14)}${toldChange(change)}`);
    for (const note of step.notes) write(`${' '.repeat(14)}${note}`);
  }
  if (plan.cost === undefined) {
    write('');
    write('  What it costs is not known here: see the AWS price list.');
    return;
  }
  const { hour, day, source } = plan.cost;
  write('');
  write(
    plan.warehouse.kind === 'nodes'
      ? `  It costs about ${dollars(hour)} an hour, ${dollars(day)} a day, until you delete or pause it.`
      : `  It costs about ${dollars(hour)} an hour while queries run, at most ${dollars(day)} a day, nothing while idle.`,
  );
  write(`  (${source}.)`);
}

/** What `cluster delete` would do. */
export function drawDeletion(
  steps: readonly DeletionStep[],
  options: { readonly region: string; readonly snapshot?: string | undefined },
  write: Write,
): void {
  const [goes, stays] = [
    steps.filter((step) => step.verb === 'delete'),
    steps.filter((step) => step.verb === 'leave'),
  ];
  const nameWidth = Math.max(0, ...steps.map((step) => step.name.length));
  const line = (sign: string) => (step: DeletionStep) =>
    write(`    ${sign} ${step.kind.padEnd(14)}  ${step.name.padEnd(nameWidth)}  ${step.summary}`);
  if (goes.length > 0) {
    write(`  This will be deleted in ${options.region}:`);
    goes.forEach(line('-'));
  }
  if (stays.length > 0) {
    write('  This stays:');
    stays.forEach(line('='));
  }
  if (!goes.some((step) => step.kind === 'Cluster' || step.kind === 'Namespace')) return;
  write('');
  write(
    options.snapshot === undefined
      ? '  No final snapshot is taken: all data in it is gone for good (--snapshot NAME keeps one).'
      : `  A final snapshot "${options.snapshot}" is taken first; it costs until you delete it.`,
  );
}

/** `cluster status`. */
export function drawStatus(status: Status, now: Date, write: Write): void {
  const age = status.createdAt && spokenTime(now.getTime() - status.createdAt.getTime());
  const { cost, costSoFar } = status;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['State', status.state],
    ['Endpoint', status.host === undefined ? 'none yet' : `${status.host}:${status.port}`],
    [status.kind === 'nodes' ? 'Nodes' : 'Capacity', status.size],
    [
      'Database',
      `${status.database}, user ${status.user}${status.secretArn ? ', password in Secrets Manager' : ''}`,
    ],
    ['Role', status.roleArn ?? 'none: COPY cannot read S3'],
    ['Network', toldNetwork(status)],
    ['Encrypted', status.encrypted ? 'yes' : 'no'],
    ['Version', status.version || undefined],
    ['Age', age && `${age}${status.ttl ? `, meant to live for ${status.ttl}` : ''}`],
    ['Cost', cost && toldCost(status.kind, status.state, cost.hour, costSoFar)],
    ['Owner', status.ours ? undefined : 'not made by sparkify: cluster delete leaves it'],
  ];
  write(`  ${status.name}  in ${status.region}`);
  for (const [label, value] of rows) if (value !== undefined) write(`  ${label.padEnd(10)} ${value}`);
  if (status.warning !== undefined) {
    write('');
    write(`  warning  ${status.warning}`);
  }
}

/** What stands after a deletion: nothing, or what is left with its price. */
export function drawOrphans(orphans: readonly OrphanedResource[], write: Write): void {
  if (!orphans.some((orphan) => orphan.billable)) {
    write('  Checked: nothing billable is left (cluster, workgroup, namespace, snapshots, secret).');
  }
  for (const { kind, name, billable, note } of orphans) {
    write(`  ${billable ? 'Still billed' : 'Still there'}  ${kind} ${name}: ${note}`);
  }
}

/** Clusters of ours that may be forgotten. */
export function drawOthers(others: readonly Pick<Cluster, 'name' | 'status'>[], write: Write): void {
  if (others.length === 0) return;
  write(
    `  Other clusters made by sparkify here: ${others.map(({ name, status }) => `${name} (${status})`).join(', ')}`,
  );
}

function toldChange(change: Step['changes'][number]): string {
  if (change.what === 'let in') return `let in ${change.to}`;
  if (change.what === 'shut out') return `shut out ${change.from}`;
  return `${change.what}: ${change.from || 'none'} -> ${change.to}`;
}

function toldNetwork(status: Status): string {
  const reach = status.public ? '' : ', reachable in its VPC only';
  if (status.allowed === undefined) return `port ${status.port}, a security group that is not ours${reach}`;
  if (status.allowed.length === 0) return `port ${status.port}, nobody is let in${reach}`;
  return `port ${status.port} from ${status.allowed.join(', ')}${reach}`;
}

function toldCost(kind: Status['kind'], state: string, hour: number, soFar: number | undefined): string {
  if (kind === 'serverless') return `${dollars(hour)} an hour while queries run, nothing while idle`;
  const rate = state === 'paused' ? 'storage only while paused' : `${dollars(hour)} an hour`;
  return soFar === undefined ? rate : `${rate}, at most ${dollars(soFar)} so far`;
}
