import {
  DeleteScheduledActionCommand,
  DescribeScheduledActionsCommand,
  ModifyScheduledActionCommand,
} from '@aws-sdk/client-redshift';
import type { Clients } from './clients.ts';
import { absentAsUndefined, type Removal } from './resource.ts';
import { ownerTag, type Tags } from './tags.ts';

/** The scheduled action by which Redshift pauses a cluster, as it is. */
export interface PauseAction {
  readonly name: string;
  /** Scheduled actions have no tags: these are read from its description. */
  readonly tags: Tags;
  /** When it pauses the cluster; undefined where it is turned off, or its schedule is of another kind. */
  readonly at: Date | undefined;
  readonly roleArn: string;
}

type Redshift = Pick<Clients, 'redshift'>;

export async function observePauseAction(
  { redshift }: Redshift,
  name: string,
): Promise<PauseAction | undefined> {
  const found = await absentAsUndefined(
    () => redshift.send(new DescribeScheduledActionsCommand({ ScheduledActionName: name })),
    'ScheduledActionNotFound',
  );
  const [action] = found?.ScheduledActions ?? [];
  if (action === undefined) return undefined;
  const owner = /^Pauses the cluster (\S+) /.exec(action.ScheduledActionDescription ?? '')?.[1];
  const time = /^at\((.+)\)$/.exec(action.Schedule ?? '')?.[1];
  return {
    name,
    tags: owner === undefined ? {} : { [ownerTag]: owner },
    at: time === undefined || action.State === 'DISABLED' ? undefined : new Date(`${time}Z`),
    roleArn: action.IamRole ?? '',
  };
}

/** Sets another time for the pause. */
export async function movePause({ redshift }: Redshift, name: string, at: Date): Promise<void> {
  await redshift.send(
    new ModifyScheduledActionCommand({ ScheduledActionName: name, Schedule: scheduleAt(at), Enable: true }),
  );
}

export async function removePauseAction({ redshift }: Redshift, { name }: Removal): Promise<void> {
  await absentAsUndefined(
    () => redshift.send(new DeleteScheduledActionCommand({ ScheduledActionName: name })),
    'ScheduledActionNotFound',
  );
}

/** https://docs.aws.amazon.com/redshift/latest/APIReference/API_ScheduledAction.html: seconds, in UTC, without a zone. */
export function scheduleAt(at: Date): string {
  return `at(${at.toISOString().slice(0, 19)})`;
}
