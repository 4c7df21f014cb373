import { setMaxListeners } from 'node:events';
import { type Clock, systemClock } from './clock.ts';
import { isCleaningUp, isCommitting } from './publication.ts';
import { stopped } from './stopped.ts';

export interface StopOnSignals extends Disposable {
  /** Aborts on the first signal. */
  readonly signal: AbortSignal;
  /** Resolves when a command that was asked to stop has had its time. */
  readonly overdue: Promise<void>;
}

/**
 * How long a command may take to end by itself: it rolls back, removes what is half written, ends its session on the
 * server. Stopping it takes no more than a second.
 */
const grace = 800;
const look = 50;

/**
 * Turns the first SIGINT or SIGTERM into an abort, so that a command ends by itself; the second one kills as usual.
 * This is the one place that makes every command end in time, wherever it is: what does not end by itself is overdue.
 * A COMMIT that has begun is waited for; `onCommit` is called if it takes long. So is the deletion of what costs money.
 */
export function stopOnSignals(
  process: NodeJS.EventEmitter,
  { onCommit, clock = systemClock }: { readonly onCommit?: () => void; readonly clock?: Clock } = {},
): StopOnSignals {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal); // each connection of many may listen
  let becomeOverdue = () => {};
  const overdue = new Promise<void>((resolve) => {
    becomeOverdue = resolve;
  });
  const leave = () => process.off('SIGINT', stop).off('SIGTERM', stop);
  const stop = () => {
    leave();
    controller.abort(stopped());
    graceEnds(clock, onCommit).then(becomeOverdue);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return {
    signal: controller.signal,
    overdue,
    [Symbol.dispose]: leave,
  };
}

/** After a COMMIT the command has its time again: it reports what it published. */
async function graceEnds(clock: Clock, onCommit: () => void = () => {}): Promise<void> {
  for (let waited = 0, inGrace = 0; inGrace < grace; waited += look) {
    if (waited === grace && isCommitting()) onCommit();
    inGrace = isCommitting() || isCleaningUp() ? 0 : inGrace + look;
    await clock.sleep(look);
  }
}
