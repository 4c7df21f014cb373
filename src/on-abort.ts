/** What is called when a signal aborts, by signal: all share one listener, since Node.js warns of more than ten. */
const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/** Calls back once, when the signal aborts, unless it is disposed of before. A signal that has aborted calls nothing. */
export function onAbort(signal: AbortSignal | undefined, callback: () => void): Disposable {
  if (signal === undefined || signal.aborted) return { [Symbol.dispose]() {} };
  const callbacks = waiting.get(signal) ?? listenTo(signal);
  const own = () => callback(); // the same function may wait twice
  callbacks.add(own);
  return {
    [Symbol.dispose]() {
      callbacks.delete(own);
    },
  };
}

function listenTo(signal: AbortSignal): Set<() => void> {
  const callbacks = new Set<() => void>();
  waiting.set(signal, callbacks);
  signal.addEventListener(
    'abort',
    () => {
      for (const callback of callbacks) callback();
      callbacks.clear();
    },
    { once: true },
  );
  return callbacks;
}
