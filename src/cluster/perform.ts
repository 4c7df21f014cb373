import { InterruptedError, SparkifyError, UsageError } from '../errors.ts';
import { explainAwsError } from './aws-errors.ts';
import type { Clients } from './clients.ts';
import { changeCluster, createCluster } from './cluster.ts';
import { changeNamespace, createNamespace } from './namespace.ts';
import type { Observed } from './observe.ts';
import { type Plan, type Step, stepsOf } from './plan.ts';
import { changeRole, createRole } from './role.ts';
import { changeSecurityGroup, createSecurityGroup } from './security-group.ts';
import type { Clock, Patience } from './wait.ts';
import type { Wish } from './wish.ts';
import { changeWorkgroup, createWorkgroup } from './workgroup.ts';

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
  const patience: Patience = { clock, signal, ...settling };
  const run = async <Result>(step: Step, work: () => Promise<Result>): Promise<Result> => {
    signal?.throwIfAborted();
    current = step;
    if (step.verb === 'create' || step.verb === 'change') report.step(told(step));
    const result = await work();
    done.push(step);
    return result;
  };
  try {
    const roleArn = await run(plan.role, () => ensureRole(clients, plan, { wish, observed }, patience));
    const securityGroupId = await run(plan.securityGroup, () =>
      ensureSecurityGroup(clients, plan, { wish, observed }, patience),
    );
    await ensureWarehouse(clients, plan, { wish, observed, roleArn, securityGroupId, patience, run });
  } catch (error) {
    throw halfWay(error, current, done, signal);
  }
}

type Known = { readonly wish: Wish; readonly observed: Observed };

async function ensureRole(clients: Clients, plan: Plan, known: Known, patience: Patience): Promise<string> {
  const { role } = known.wish;
  if (plan.role.verb === 'create') return await createRole(clients, role, patience);
  await changeRole(clients, role, plan.role.changes, patience);
  return known.observed.role?.arn ?? '';
}

async function ensureSecurityGroup(
  clients: Clients,
  plan: Plan,
  known: Known,
  patience: Patience,
): Promise<string> {
  const { securityGroup } = known.wish;
  if (plan.securityGroup.verb === 'create') {
    return await createSecurityGroup(clients, securityGroup, patience);
  }
  if (plan.securityGroup.verb === 'change') {
    await changeSecurityGroup(clients, securityGroup, plan.securityGroup.changes, patience);
  }
  return known.observed.securityGroup?.id ?? '';
}

async function ensureWarehouse(
  clients: Clients,
  { warehouse: plan }: Plan,
  known: Known & {
    readonly roleArn: string;
    readonly securityGroupId: string;
    readonly patience: Patience;
    readonly run: (step: Step, work: () => Promise<void>) => Promise<void>;
  },
): Promise<void> {
  const { roleArn, securityGroupId, patience, run } = known;
  const footing = { roleArn, securityGroupId };
  const { warehouse: wish } = known.wish;
  if (plan.kind === 'nodes' && wish.kind === 'nodes') {
    const { cluster } = plan;
    await run(cluster, async () => {
      if (cluster.verb === 'create') await createCluster(clients, wish, footing, patience);
      if (cluster.verb === 'change') {
        await changeCluster(clients, wish, cluster.changes, { footing, patience });
      }
    });
  }
  if (plan.kind === 'serverless' && wish.kind === 'serverless') {
    const { namespace, workgroup } = plan;
    await run(namespace, async () => {
      if (namespace.verb === 'create') await createNamespace(clients, wish.namespace, roleArn, patience);
      if (namespace.verb === 'change' && known.observed.namespace !== undefined) {
        await changeNamespace(clients, known.observed.namespace, namespace.changes, { roleArn, patience });
      }
    });
    await run(workgroup, async () => {
      if (workgroup.verb === 'create') {
        await createWorkgroup(clients, wish.workgroup, securityGroupId, patience);
      }
      if (workgroup.verb === 'change') {
        await changeWorkgroup(clients, wish.workgroup, workgroup.changes, { securityGroupId, patience });
      }
    });
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
