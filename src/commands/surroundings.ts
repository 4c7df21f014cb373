import type { Clock } from '../cluster/wait.ts';
import type { FoundDwhCfg } from '../config/read-dwh-cfg.ts';
import type { GivenSettings } from '../config/settings.ts';

/** The world outside a command: where its settings, its time and its answers come from, and where its text goes. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Reads the file of `--config`, or `dwh.cfg` if there is one. */
  readConfig(file: string | undefined): FoundDwhCfg;
  /** Takes a line of the result: stdout. */
  readonly write: (line: string) => void;
  /** Takes a line about the way there: stderr. */
  readonly tell: (line: string) => void;
  /** Takes a line that replaces the one that it was given before, on a terminal. */
  readonly waiting: (line: string) => void;
  /** Asks the person at the terminal; undefined where there is nobody to ask. */
  ask(question: string): Promise<string | undefined>;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds before the next try of a call to AWS; without one, as long as AWS likes it. */
  readonly retryDelay?: ((attempt: number) => number) | undefined;
  /** Where the own public address is learnt; without one, from AWS. */
  readonly addressService?: string | undefined;
}

/** The settings of a command, each with where it came from. */
export async function settingsGiven(
  flags: Readonly<Record<string, unknown>>,
  surroundings: Surroundings,
): Promise<GivenSettings> {
  const { gatherSettings } = await import('../config/settings.ts');
  const { config } = flags;
  const file = surroundings.readConfig(typeof config === 'string' ? config : undefined);
  for (const warning of file.warnings) surroundings.tell(`  warning  ${warning}`);
  return gatherSettings({ flags, environment: surroundings.environment, file });
}
