import type { Clock } from '../clock.ts';
import { UsageError } from '../errors.ts';
import type { Hint } from '../hint.ts';
import { spokenTime } from '../settings/ttl.ts';
import type { Clients } from './clients.ts';
import { halfWay } from './half-way.ts';
import type { Plan } from './plan.ts';
import type { Step, Work } from './resource.ts';

/** What applying needs beside the plan. */
export interface Execution {
  readonly clients: Clients;
  readonly clock: Clock;
  /** Called with a line at the start of each step, and while waiting. */
  readonly report: Report;
  readonly signal?: AbortSignal | undefined;
  /** Whether the name of a host has an address; without one, as the machine resolves it. */
  readonly resolves?: ((host: string) => Promise<boolean>) | undefined;
}

export interface Report {
  step(line: string): void;
  /** The state of a wait, which replaces the one before it where the output can do that. */
  waiting(line: string): void;
}

/** Eventual consistency of IAM and EC2, and changes of a cluster that is still busy with the one before. */
const settling = { every: 5_000, limit: 30 * 60_000 };

/**
 * Applies a plan, step by step, and returns when AWS has accepted every step; waiting for the cluster is another matter.
 * An error names what exists by then, and how to continue or clean up; a second run continues where this one ended.
 */
export async function apply(plan: Plan, execution: Execution): Promise<void> {
  refuseIfInTheWay(plan);
  const { clients, clock, report, signal } = execution;
  const made = { securityGroupId: plan.securityGroupId ?? '' };
  for (const [at, step] of plan.steps.entries()) {
    const { kind, name, verb, changes } = step;
    const onWait = (waited: number) =>
      report.waiting(`${kind} ${name}  waiting for AWS  ${spokenTime(waited)}`);
    const work: Work = { clients, made, retryPolicy: { clock, signal, onWait, ...settling } };
    try {
      signal?.throwIfAborted();
      if (verb === 'create' || verb === 'change') report.step(describeStep(step));
      if (verb === 'create') await step.create(work);
      for (const change of changes) await change.make(work);
    } catch (error) {
      const remains = existing(plan.steps.slice(0, at), step);
      throw halfWay(error, { step, doing: 'created', remains, hints: wayOn, signal });
    }
  }
}

/** Throws a {@link UsageError} where a plan cannot be applied, with what is in the way and what to do about it. */
export function refuseIfInTheWay(plan: Plan): void {
  const inTheWay = plan.steps.filter((step) => step.verb === 'refuse');
  const [first] = inTheWay;
  if (first === undefined) return;
  throw new UsageError(
    'SPK-601',
    `The ${first.kind} ${first.name} conflicts with the plan; nothing was created or changed.`,
    {
      details: inTheWay.flatMap((step) => step.notes),
      hints: inTheWay.flatMap((step) => step.hints ?? []),
    },
  );
}

function describeStep(step: Step): string {
  if (step.verb === 'create') return `Creating ${step.kind} ${step.name}`;
  return `Changing ${step.kind} ${step.name}: ${step.changes.map((change) => change.what).join(', ')}`;
}

/** What exists by the time that a step fails. */
function existing(done: readonly Step[], { kind, name }: Step): string {
  const exist = done.filter((step) => step.verb !== 'adopt').map((step) => `${step.kind} ${step.name}`);
  return exist.length > 0
    ? `These exist now: ${exist.join(', ')}. The ${kind} ${name} may exist, too.`
    : `Nothing exists yet, except perhaps the ${kind} ${name}.`;
}

const wayOn: readonly Hint[] = [
  { command: 'cluster create', why: 'Go on' },
  { command: 'cluster delete', why: 'Or clean up' },
];
