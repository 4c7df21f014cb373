import type { Execution } from '../../cluster/apply.ts';
import { explainAwsError } from '../../cluster/aws-errors.ts';
import { type Clients, openClients } from '../../cluster/clients.ts';
import { type Observed, observe } from '../../cluster/observe.ts';
import { type ClusterTarget, readClusterTarget } from '../../cluster/settings.ts';
import { notesOn } from '../../config.ts';
import { UsageError } from '../../errors.ts';
import { resolveSettings } from '../../settings/resolve.ts';
import type { Use } from '../../settings/setting.ts';
import type { ResolvedSettings } from '../../settings/table.ts';
import { waitingLine } from '../../terminal/waiting-line.ts';
import { warnOn } from '../../terminal/warn.ts';
import type { Context } from '../context.ts';

/** The flags of the verbs besides settings, which `resolveSettings` finds among them. */
export interface Flags {
  readonly config?: string;
  readonly json?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** What every verb that talks to AWS starts from. */
export interface Account extends Disposable {
  /** What the verb was called with, `dwh.cfg` and the environment. */
  readonly given: ResolvedSettings;
  readonly settings: ClusterTarget;
  readonly clients: Clients;
  readonly execution: Execution;
  /** Looks for all that bears the names of the settings. */
  observe(): Promise<Observed>;
}

/** The settings of a verb, for these uses; warnings about them are printed at once. */
export function settingsGiven(
  flags: Flags,
  { environment, readConfig, terminal }: Context,
  uses: readonly Use[],
): ResolvedSettings {
  const file = readConfig(flags.config);
  const settings = resolveSettings({ flags: { ...flags }, environment, file });
  [...file.warnings, ...notesOn(settings, file, uses)].forEach(warnOn(terminal));
  return settings;
}

export async function openAccount(
  flags: Flags,
  context: Context,
  uses: readonly Use[] = ['cluster', 'aws'],
): Promise<Account> {
  return await accountOf(settingsGiven(flags, context, uses), context);
}

/** The account that these settings name. */
export async function accountOf(given: ResolvedSettings, context: Context): Promise<Account> {
  const settings = readClusterTarget(given);
  const { clock, signal, terminal, retryDelay, resolves } = context;
  const waiting = waitingLine(terminal, () => clock.now().getTime());
  const clients = await openClients(settings.connection, retryDelay, signal);
  return {
    given,
    settings,
    clients,
    execution: {
      clients,
      clock,
      signal,
      resolves,
      report: {
        step: (line) => terminal.note(`  ${line}`),
        waiting: (line) => waiting(`  ${line}`),
      },
    },
    observe: () =>
      explained(
        observe(clients, settings),
        `Looking for ${settings.identifier} in ${settings.connection.region}`,
      ),
    [Symbol.dispose]: () => clients[Symbol.dispose](),
  };
}

/** The same promise, whose errors of AWS a user understands. */
export async function explained<Result>(promise: Promise<Result>, doing: string): Promise<Result> {
  try {
    return await promise;
  } catch (error) {
    throw explainAwsError(error, doing);
  }
}

/** Whether the person at the terminal answers what was expected. Without a person, `--yes` is needed. */
export async function agreed(
  flags: Flags,
  context: Context,
  question: { readonly text: string; readonly expected: RegExp },
): Promise<boolean> {
  if (flags.yes) return true;
  const answer = await context.ask(`  ${question.text} `);
  if (answer === undefined) {
    throw new UsageError('SPK-107', 'There is no terminal to ask for confirmation. Nothing was done.', {
      hints: ['Add --yes to skip the confirmation, or --dry-run to print the plan only.'],
    });
  }
  return question.expected.test(answer.trim());
}

/** There is no such cluster: what to do about it. */
export function noSuchCluster(
  { identifier, connection }: ClusterTarget,
  remains: readonly string[] = [],
): UsageError {
  return new UsageError('SPK-603', `There is no cluster "${identifier}" in ${connection.region}.`, {
    details: remains.length > 0 ? [`But these of it exist: ${remains.join(', ')}.`] : [],
    hints: [
      ...(remains.length > 0 ? [{ command: 'cluster delete', why: 'Clean up' }] : []),
      { command: 'cluster create', why: remains.length > 0 ? 'Go on' : 'Create it' },
      { command: 'cluster status', flags: { region: 'us-east-1' }, why: 'Or look in another region' },
    ],
  });
}
