import type { Clock } from '../clock.ts';
import { InterruptedError, reworded, SparkifyError, UsageError } from '../errors.ts';
import { spokenTime } from '../settings/ttl.ts';
import { explainAwsError } from './aws-errors.ts';
import type { Clients } from './clients.ts';
import { ensureCluster } from './cluster.ts';
import type { DesiredState } from './desired-state.ts';
import { ensureNamespace } from './namespace.ts';
import type { Observed } from './observe.ts';
import { ensurePauseAction } from './pause-action.ts';
import { type Plan, stepsOf } from './plan.ts';
import { ensureRole } from './role.ts';
import { ensureSecurityGroup } from './security-group.ts';
import type { Step } from './step.ts';
import type { RetryPolicy } from './wait.ts';
import { ensureWorkgroup } from './workgroup.ts';

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
 * Applies a plan, step by step, and returns when AWS has accepted every desired; waiting for the cluster is another matter.
 * An error names what exists by then, and how to continue or clean up; a second run continues where this one ended.
 */
export async function apply(
  plan: Plan,
  { desired, observed }: { readonly desired: DesiredState; readonly observed: Observed },
  execution: Execution,
): Promise<void> {
  refuseIfInTheWay(plan);
  const done: Step[] = [];
  let current: Step = plan.role;
  const { clients, clock, report, signal } = execution;
  const onWait = (waited: number) =>
    report.waiting(`${current.kind} ${current.name}  waiting for AWS  ${spokenTime(waited)}`);
  const retryPolicy: RetryPolicy = { clock, signal, onWait, ...settling };
  const run: Run = async (step, ensure) => {
    signal?.throwIfAborted();
    current = step;
    if (step.verb === 'create' || step.verb === 'change') report.step(describeStep(step));
    const result = await ensure(retryPolicy);
    done.push(step);
    return result;
  };
  try {
    const roleArn = await run(plan.role, (retryPolicy) =>
      ensureRole(clients, desired.role, { decision: plan.role, found: observed.role }, retryPolicy),
    );
    const securityGroupId = await run(plan.securityGroup, (retryPolicy) => {
      const decided = { decision: plan.securityGroup, found: observed.securityGroup };
      return ensureSecurityGroup(clients, desired.securityGroup, decided, retryPolicy);
    });
    // Before the cluster, so that the scheduler knows the role by the time that the action needs it.
    const pause = plan.pause && desired.pause && { plan: plan.pause, desired: desired.pause };
    const pauseRoleArn =
      pause &&
      (await run(pause.plan.role, (retryPolicy) => {
        const decided = { decision: pause.plan.role, found: observed.pauseRole };
        return ensureRole(clients, pause.desired.role, decided, retryPolicy);
      }));
    await ensureWarehouse(clients, plan, { desired, observed, roleArn, securityGroupId, run });
    if (pause && pauseRoleArn) {
      await run(pause.plan.action, (retryPolicy) => {
        const decided = { decision: pause.plan.action, roleArn: pauseRoleArn };
        return ensurePauseAction(clients, pause.desired.action, decided, retryPolicy);
      });
    }
  } catch (error) {
    throw halfWay(error, current, done, signal);
  }
}

/** Reports a step, and takes it. */
type Run = <Result>(step: Step, ensure: (retryPolicy: RetryPolicy) => Promise<Result>) => Promise<Result>;

async function ensureWarehouse(
  clients: Clients,
  { warehouse: plan }: Plan,
  known: {
    readonly desired: DesiredState;
    readonly observed: Observed;
    readonly roleArn: string;
    readonly securityGroupId: string;
    readonly run: Run;
  },
): Promise<void> {
  const { roleArn, securityGroupId, run } = known;
  const { warehouse: desired } = known.desired;
  if (plan.kind === 'nodes' && desired.kind === 'nodes') {
    const access = { roleArn, securityGroupId };
    await run(plan.cluster, (retryPolicy) =>
      ensureCluster(clients, desired, { decision: plan.cluster, access }, retryPolicy),
    );
  }
  if (plan.kind === 'serverless' && desired.kind === 'serverless') {
    await run(plan.namespace, (retryPolicy) => {
      const decided = { decision: plan.namespace, found: known.observed.namespace, roleArn };
      return ensureNamespace(clients, desired.namespace, decided, retryPolicy);
    });
    await run(plan.workgroup, (retryPolicy) =>
      ensureWorkgroup(clients, desired.workgroup, { decision: plan.workgroup, securityGroupId }, retryPolicy),
    );
  }
}

/** Throws a {@link UsageError} where a plan cannot be applied, with what is in the way and what to do about it. */
export function refuseIfInTheWay(plan: Plan): void {
  const inTheWay = stepsOf(plan).filter((step) => step.verb === 'refuse');
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

function halfWay(
  error: unknown,
  current: Step,
  done: readonly Step[],
  signal: AbortSignal | undefined,
): Error {
  const explained = signal?.aborted
    ? new InterruptedError('SPK-602', 'Interrupted before everything was created.', { cause: error })
    : explainAwsError(error, `${current.kind} ${current.name}`);
  if (!(explained instanceof SparkifyError)) return explained;
  const exist = done.filter((step) => step.verb !== 'adopt').map((step) => `${step.kind} ${step.name}`);
  const remains =
    exist.length > 0
      ? `These exist now: ${exist.join(', ')}. The ${current.kind} ${current.name} may exist, too.`
      : `Nothing exists yet, except perhaps the ${current.kind} ${current.name}.`;
  return reworded(explained, {
    details: [...explained.details, remains],
    hints: [
      ...explained.hints,
      { command: 'cluster create', why: 'Go on' },
      { command: 'cluster delete', why: 'Or clean up' },
    ],
  });
}
