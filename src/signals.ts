interface StopOnSignals extends Disposable {
  readonly signal: AbortSignal;
}

/** Turns the first SIGINT or SIGTERM into an abort, so that a run ends cleanly; the second one kills as usual. */
export function stopOnSignals(process: NodeJS.EventEmitter): StopOnSignals {
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      process.off('SIGINT', stop).off('SIGTERM', stop);
    },
  };
}
