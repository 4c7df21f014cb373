import type { Terminal } from '../terminal/terminal.ts';

/** What a command gets from the process it runs in. */
export interface Runtime {
  readonly terminal: Terminal;
  /** Aborts on SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
}
