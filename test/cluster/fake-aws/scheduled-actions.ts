import { isAssumable } from './iam.ts';
import { AwsFault, type Input, type Output } from './protocol.ts';
import type { Actions, FakeSchedule, World } from './world.ts';

/** Redshift's scheduled actions, as its service model has them: https://docs.aws.amazon.com/redshift/latest/APIReference/API_ScheduledAction.html */
export const scheduledActions: Actions = {
  DescribeScheduledActions(world, input) {
    const name = String(input.ScheduledActionName);
    const schedule = found(world, input);
    return { ScheduledActions: [described(name, schedule)] };
  },

  CreateScheduledAction(world, input) {
    const name = String(input.ScheduledActionName);
    if (world.schedules.has(name))
      throw new AwsFault('ScheduledActionAlreadyExists', 'The scheduled action already exists.');
    const cluster = pausedCluster(input);
    if (!world.warehouses.has(`cluster ${cluster}`))
      throw new AwsFault('ClusterNotFound', `Cluster ${cluster} not found.`, 404);
    const schedule: FakeSchedule = {
      cluster,
      description: String(input.ScheduledActionDescription ?? ''),
      schedule: checkedSchedule(world, input.Schedule),
      role: checkedRole(world, input.IamRole),
      enabled: input.Enable !== 'false',
    };
    world.schedules.set(name, schedule);
    return described(name, schedule);
  },

  ModifyScheduledAction(world, input) {
    const schedule = found(world, input);
    if (input.Schedule !== undefined) schedule.schedule = checkedSchedule(world, input.Schedule);
    if (input.IamRole !== undefined) schedule.role = checkedRole(world, input.IamRole);
    if (input.Enable !== undefined) schedule.enabled = input.Enable === 'true';
    return described(String(input.ScheduledActionName), schedule);
  },

  DeleteScheduledAction(world, input) {
    found(world, input);
    world.schedules.delete(String(input.ScheduledActionName));
    return {};
  },
};

function found(world: World, input: Input): FakeSchedule {
  const schedule = world.schedules.get(String(input.ScheduledActionName));
  if (schedule === undefined)
    throw new AwsFault('ScheduledActionNotFound', 'The scheduled action cannot be found.');
  return schedule;
}

function pausedCluster(input: Input): string {
  const target = input.TargetAction as Input | undefined;
  const pause = target?.PauseCluster as Input | undefined;
  if (pause === undefined) throw new AwsFault('InvalidScheduledAction', 'Only PauseCluster is imitated.');
  return String(pause.ClusterIdentifier);
}

function checkedSchedule(world: World, schedule: Input[string]): string {
  const time = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(String(schedule))?.[1];
  if (time === undefined || Date.parse(`${time}Z`) <= world.clock.now().getTime())
    throw new AwsFault('InvalidSchedule', "The schedule you submitted isn't valid.");
  return String(schedule);
}

function checkedRole(world: World, role: Input[string]): string {
  if (!isAssumable(world, String(role), 'scheduler.redshift.amazonaws.com'))
    throw new AwsFault('InvalidScheduledAction', `The IAM role ${role} cannot be assumed by the scheduler.`);
  return String(role);
}

function described(name: string, { cluster, description, schedule, role, enabled }: FakeSchedule): Output {
  return {
    ScheduledActionName: name,
    ScheduledActionDescription: description,
    TargetAction: { PauseCluster: { ClusterIdentifier: cluster } },
    Schedule: schedule,
    IamRole: role,
    State: enabled ? 'ACTIVE' : 'DISABLED',
  };
}
