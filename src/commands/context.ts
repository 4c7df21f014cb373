import type { Clock } from '../clock.ts';
import type { FoundDwhCfg } from '../settings/read-dwh-cfg.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { CurrentCall } from './call.ts';

/** What a command gets from outside: terminal, settings, time, answers. The process gives one; a test makes its own. */
export interface Context {
  readonly terminal: Terminal;
  /** Renders hints with the flags of the command that is being run. */
  readonly call: CurrentCall;
  /** Aborts on SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
  /** Environment variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Reads the file of `--config`, or `dwh.cfg` if there is one. */
  readConfig(file: string | undefined): FoundDwhCfg;
  /** Reads all of standard input. */
  readInput(): Promise<string>;
  /** Asks the person at the terminal; undefined where nobody can answer. */
  ask(question: string): Promise<string | undefined>;
  readonly clock: Clock;
  /** Milliseconds before the next try of a call to AWS; without one, the SDK's own delay. */
  readonly retryDelay?: ((attempt: number) => number) | undefined;
  /** Whether the name of a host has an address; without one, as the machine resolves it. */
  readonly resolves?: ((host: string) => Promise<boolean>) | undefined;
  /** Milliseconds that `cluster verify` lets a statement wait for another session; without it, ten seconds. */
  readonly longestWait?: number | undefined;
  /** The service that returns the caller's public address; without one, that of AWS. */
  readonly addressService?: string | undefined;
}
