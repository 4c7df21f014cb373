/**
 * Does what may block the process, such as reading a pipe that nobody writes to: until it is done, Ctrl-C and SIGTERM
 * end the process, since a listener would not be called.
 */
export function whileBlocked<T>(work: () => T): T {
  const waiting = (['SIGINT', 'SIGTERM'] as const).map((name) => ({
    name,
    listeners: process.listeners(name),
  }));
  for (const { name } of waiting) process.removeAllListeners(name);
  try {
    return work();
  } finally {
    for (const { name, listeners } of waiting) for (const each of listeners) process.on(name, each);
  }
}
