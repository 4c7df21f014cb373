import type { Clock } from '../cluster/wait.ts';
import type { FoundDwhCfg } from '../config/read-dwh-cfg.ts';
import type { GivenSettings } from '../config/settings.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** What a command gets from outside: terminal, settings, time, answers. The process gives one; a test makes its own. */
export interface Context {
  readonly terminal: Terminal;
  /** Aborts on SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
  /** Environment variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Reads the file of `--config`, or `dwh.cfg` if there is one. */
  readConfig(file: string | undefined): FoundDwhCfg;
  /** Asks the person at the terminal; undefined where nobody can answer. */
  ask(question: string): Promise<string | undefined>;
  readonly clock: Clock;
  /** Milliseconds before the next try of a call to AWS; without one, the SDK's own delay. */
  readonly retryDelay?: ((attempt: number) => number) | undefined;
  /** The service that returns the caller's public address; without one, that of AWS. */
  readonly addressService?: string | undefined;
}

/** The settings of a command, each with its origin. */
export async function settingsGiven(
  flags: Readonly<Record<string, unknown>>,
  context: Context,
): Promise<GivenSettings> {
  const { gatherSettings } = await import('../config/settings.ts');
  const { config } = flags;
  const file = context.readConfig(typeof config === 'string' ? config : undefined);
  for (const warning of file.warnings) context.terminal.note(`  warning  ${warning}`);
  return gatherSettings({ flags, environment: context.environment, file });
}
