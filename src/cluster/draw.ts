import type { Hint } from '../hint.ts';
import { formatUtc, spokenTime } from '../settings/ttl.ts';
import type { Kind } from './asked-kind.ts';
import type { Cluster } from './cluster.ts';
import type { OrphanedResource } from './orphaned-resources.ts';
import { changesAnything, type Plan } from './plan.ts';
import type { DeletionStep } from './plan-deletion.ts';
import { type Cost, dollars } from './prices.ts';
import type { Change } from './resource.ts';
import type { Status } from './status.ts';

/** Takes one line of text, without its end. */
export type Write = (line: string) => void;

const signs = { create: '+', change: '~', keep: '=', adopt: '>', refuse: '!' } as const;

/** The plan of `cluster create`. */
export function drawPlan(
  plan: Plan,
  write: Write,
  lines: (hints: readonly Hint[]) => readonly string[],
): void {
  const { steps } = plan;
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
    for (const change of step.changes) write(`${' '.repeat(14)}${changeText(change)}`);
    for (const note of [...step.notes, ...lines(step.hints ?? [])]) write(`${' '.repeat(14)}${note}`);
  }
  if (plan.cost === undefined) {
    write('');
    write('  What it costs is not known here: see the AWS price list.');
    return;
  }
  write('');
  for (const line of costLines(plan.cost, plan.kind)) write(`  ${line}`);
}

/** The price of an hour of work and of an idle day, with its source. */
function costLines({ hour, hourAtMost, day, idleDay, source }: Cost, kind: Kind): readonly string[] {
  const work =
    kind === 'nodes'
      ? `An hour costs ${dollars(hour)}, of work or not; an idle day ${dollars(idleDay)}, until you delete or pause it.`
      : `An hour of work costs ${dollars(hour)}${hourAtMost > hour ? ` (${dollars(hourAtMost)} where it grows)` : ''}, a day ${dollars(day)} at most; an idle day nothing but storage.`;
  return [work, `(${source}.)`];
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
      ? '  No final snapshot is taken: all data in it is lost (--snapshot NAME keeps one).'
      : `  A final snapshot "${options.snapshot}" is taken first; it costs until you delete it.`,
  );
}

/** `cluster status`. */
export function drawStatus(
  status: Status,
  now: Date,
  write: Write,
  lines: (hints: readonly Hint[]) => readonly string[],
): void {
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
    ['Network', networkText(status)],
    ['Encrypted', status.encrypted ? 'yes' : 'no'],
    ['Version', status.version || undefined],
    ['Age', age && `${age}${status.ttl ? `, meant to live for ${status.ttl}` : ''}`],
    ['Pauses', status.pausesAt && `by itself at ${formatUtc(status.pausesAt)}`],
    ['Cost', cost && costText(status.kind, status.state, cost.hour, costSoFar)],
    ['Owner', status.ours ? undefined : 'not made by sparkify: cluster delete leaves it'],
    ['Beside it', status.beside && `${status.beside}: the same name, billed by itself`],
  ];
  write(`  ${status.name}  in ${status.region}`);
  for (const [label, value] of rows) if (value !== undefined) write(`  ${label.padEnd(10)} ${value}`);
  if (status.warning !== undefined) {
    write('');
    write(`  warning  ${status.warning}`);
    for (const line of lines([{ command: 'cluster delete', why: 'Delete it' }])) write(`           ${line}`);
  }
}

/** What is left after a deletion: nothing that is billed, or what is, with its price. */
export function drawOrphans(
  orphans: readonly OrphanedResource[],
  work: string | undefined,
  write: Write,
): void {
  if (!orphans.some(({ billable }) => billable)) {
    const looked = ['cluster', 'workgroup', 'namespace', 'snapshots', 'secret'];
    if (work !== undefined && !orphans.some(({ name }) => name === work))
      looked.push(`objects of runs in ${work}`);
    write(`  Checked: nothing billable is left (${looked.join(', ')}).`);
  }
  for (const { kind, name, billable, ours, note } of orphans) {
    const label = billable ? 'Still billed' : ours ? 'Still there' : 'Not checked';
    write(`  ${label}  ${kind} ${name}: ${note}`);
  }
}

/** Clusters of ours that may be forgotten. */
export function drawOthers(others: readonly Pick<Cluster, 'name' | 'status'>[], write: Write): void {
  if (others.length === 0) return;
  write(
    `  Other clusters made by sparkify here: ${others.map(({ name, status }) => `${name} (${status})`).join(', ')}`,
  );
}

function changeText(change: Change): string {
  if (change.what === 'allow') return `allow ${change.to}`;
  if (change.what === 'remove') return `remove ${change.from}`;
  return `${change.what}: ${change.from || 'none'} -> ${change.to}`;
}

function networkText(status: Status): string {
  const reach = status.public ? '' : ', reachable in its VPC only';
  if (status.allowed === undefined) return `port ${status.port}, a security group that is not ours${reach}`;
  if (status.allowed.length === 0) return `port ${status.port}, no address is allowed${reach}`;
  return `port ${status.port} from ${status.allowed.join(', ')}${reach}`;
}

function costText(kind: Status['kind'], state: string, hour: number, soFar: number | undefined): string {
  if (kind === 'serverless') return `${dollars(hour)} an hour while queries run, nothing while idle`;
  const rate = state === 'paused' ? 'storage only while paused' : `${dollars(hour)} an hour`;
  return soFar === undefined ? rate : `${rate}, at most ${dollars(soFar)} so far`;
}
