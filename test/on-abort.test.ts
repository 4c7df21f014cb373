import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { systemClock } from '../src/clock.ts';
import { onAbort } from '../src/on-abort.ts';
import { untilAborted } from '../src/stopped.ts';

test('whatever waits for a signal adds one listener to it in all, and is called when it aborts', async () => {
  const stop = new AbortController();
  const { signal } = stop;
  const never = new Promise(() => {});
  const waiting = Array.from({ length: 20 }, () => untilAborted(never, signal).catch((error) => error));
  const sleeping = Array.from({ length: 20 }, () =>
    systemClock.sleep(60_000, signal).catch((error) => error),
  );
  let called = 0;
  using _ = onAbort(signal, () => called++);
  onAbort(signal, () => called++)[Symbol.dispose]();
  expect(await untilAborted(Promise.resolve('done'), signal)).toBe('done');
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  const reason = new Error('enough');
  stop.abort(reason);
  expect(new Set(await Promise.all([...waiting, ...sleeping]))).toEqual(new Set([reason]));
  expect(called).toBe(1);
  await expect(untilAborted(never, signal)).rejects.toBe(reason);
  await expect(systemClock.sleep(60_000, signal)).rejects.toBe(reason);
});
