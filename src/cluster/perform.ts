import { InterruptedError, SparkifyError, UsageError } from '../errors.ts';
import { explainAwsError } from './aws-errors.ts';
import type { Clients } from './clients.ts';
import { ensureCluster } from './cluster.ts';
import { ensureNamespace } from './namespace.ts';
import type { Observed } from './observe.ts';
import { type Plan, type Step, stepsOf } from './plan.ts';
import { ensureRole } from './role.ts';
import { ensureSecurityGroup } from './security-group.ts';
import { spokenTime } from './ttl.ts';
import type { Clock, Patience } from './wait.ts';
import type { Wish } from './wish.ts';
import { ensureWorkgroup } from './workgroup.ts';

/** What performing needs beside the plan. */
export interface Performance {
  readonly clients: Clients;
  readonly clock: Clock;
  /** Told a line at the start of each step, and while waiting. */
  readonly report: Report;
  readonly signal?: AbortSignal | undefined;
}

export interface Report {
  step(line: string): void;
  /** The state of a wait, which replaces the one before it where the output can do that. */
  waiting(line: string): void;
}

/** Eventual consistency of IAM and EC2, and changes of a cluster that is still busy with the one before. */
const settling = { every: 5_000, limit: 30 * 60_000 };

/**
 * Performs a plan, step by step, and returns when AWS has accepted every wish; waiting for the cluster is another matter.
 * An error tells what exists by then, and how to go on or clean up; a second run goes on where this one ended.
 */
export async function perform(
  plan: Plan,
  { wish, observed }: { readonly wish: Wish; readonly observed: Observed },
  performance: Performance,
): Promise<void> {
  refuseIfInTheWay(plan);
  const done: Step[] = [];
  let current: Step = plan.role;
  const { clients, clock, report, signal } = performance;
  const onWait = (waited: number) =>
    report.waiting(`${current.kind} ${current.name}  waiting for AWS  ${spokenTime(waited)}`);
  const patience: Patience = { clock, signal, onWait, ...settling };
  const run: Run = async (step, ensure) => {
    signal?.throwIfAborted();
    current = step;
    if (step.verb === 'create' || step.verb === 'change') report.step(told(step));
    const result = await ensure(patience);
    done.push(step);
    return result;
  };
  try {
    const roleArn = await run(plan.role, (patience) =>
      ensureRole(clients, wish.role, { decision: plan.role, found: observed.role }, patience),
    );
    const securityGroupId = await run(plan.securityGroup, (patience) => {
      const decided = { decision: plan.securityGroup, found: observed.securityGroup };
      return ensureSecurityGroup(clients, wish.securityGroup, decided, patience);
    });
    await ensureWarehouse(clients, plan, { wish, observed, roleArn, securityGroupId, run });
  } catch (error) {
    throw halfWay(error, current, done, signal);
  }
}

/** Tells a step, and takes it. */
type Run = <Result>(step: Step, ensure: (patience: Patience) => Promise<Result>) => Promise<Result>;

async function ensureWarehouse(
  clients: Clients,
  { warehouse: plan }: Plan,
  known: {
    readonly wish: Wish;
    readonly observed: Observed;
    readonly roleArn: string;
    readonly securityGroupId: string;
    readonly run: Run;
  },
): Promise<void> {
  const { roleArn, securityGroupId, run } = known;
  const { warehouse: wish } = known.wish;
  if (plan.kind === 'nodes' && wish.kind === 'nodes') {
    const footing = { roleArn, securityGroupId };
    await run(plan.cluster, (patience) =>
      ensureCluster(clients, wish, { decision: plan.cluster, footing }, patience),
    );
  }
  if (plan.kind === 'serverless' && wish.kind === 'serverless') {
    await run(plan.namespace, (patience) => {
      const decided = { decision: plan.namespace, found: known.observed.namespace, roleArn };
      return ensureNamespace(clients, wish.namespace, decided, patience);
    });
    await run(plan.workgroup, (patience) =>
      ensureWorkgroup(clients, wish.workgroup, { decision: plan.workgroup, securityGroupId }, patience),
    );
  }
}

/** Throws a {@link UsageError} where a plan cannot be performed, with what is in the way and what to do about it. */
export function refuseIfInTheWay(plan: Plan): void {
  const inTheWay = stepsOf(plan).filter((step) => step.verb === 'refuse');
  const [first] = inTheWay;
  if (first === undefined) return;
  throw new UsageError(`The ${first.kind} ${first.name} is in the way; nothing was created or changed.`, {
    details: inTheWay.flatMap((step) => step.notes),
  });
}

function told(step: Step): string {
  if (step.verb === 'create') return `Creating ${step.kind} ${step.name}`;
  return `Changing ${step.kind} ${step.name}: ${step.changes.map((change) => change.what).join(', ')}`;
}

function halfWay(
  error: unknown,
  current: Step,
  done: readonly Step[],
  signal: AbortSignal | undefined,
): Error {
  const explained = signal?.aborted
    ? new InterruptedError('Interrupted before everything was created.', { cause: error })
    : explainAwsError(error, `${current.kind} ${current.name}`);
  if (!(explained instanceof SparkifyError)) return explained;
  const Kind = explained.constructor as typeof UsageError;
  const exist = done.filter((step) => step.verb !== 'adopt').map((step) => `${step.kind} ${step.name}`);
  const remains =
    exist.length > 0
      ? `These exist now: ${exist.join(', ')}. The ${current.kind} ${current.name} may exist, too.`
      : `Nothing exists yet, except perhaps the ${current.kind} ${current.name}.`;
  return new Kind(explained.message, {
    cause: explained.cause ?? error,
    details: [...explained.details, remains],
    hints: [
      ...explained.hints,
      'Go on         sparkify cluster create',
      'Or clean up   sparkify cluster delete',
    ],
  });
}
