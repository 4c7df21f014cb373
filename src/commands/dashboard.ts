import { totalmem } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { NothingPublishedError, TransientError } from '../errors.ts';
import { untilAborted } from '../stopped.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { command } from './command.ts';
import { configured, configuredTimeZone, openProjectToRun } from './configured.ts';
import { flag, option, settings, withDefault } from './option.ts';
import { config, wholeNumberFrom } from './options.ts';

/** What the warehouse takes while it answers: a statement of the SQL page may ask for any amount. */
const memoryMebibytes = Math.floor(Math.min(2048, totalmem() / 2 ** 21));

/** A visitor who waits for a run gets an answer from memory, or an error soon. */
const lockTimeoutSeconds = 1;

export const dashboard = command({
  name: 'dashboard',
  summary: 'serve a web dashboard on 127.0.0.1',
  description:
    'Serves a web dashboard of the published data, on this machine only unless --host is given. It never writes, and holds the warehouse only while it answers a request.',
  options: {
    config,
    ...settings('warehouse', 'identifier', 'region', 'profile', 'project', 'expectEvery', 'timeZone'),
    port: option(
      '--port <number>',
      'the port (default: 4263, or the first free one after it)',
      wholeNumberFrom(1, 65_535),
    ),
    host: option(
      '--host <address>',
      'listen for other machines too, such as 0.0.0.0; visitors then need a token',
    ),
    token: option('--token <secret>', 'the token (default: a new one)'),
    open: withDefault(flag('--no-open', 'do not open the browser'), true),
  },
  examples: [
    'sparkify dashboard',
    'sparkify dashboard --warehouse music.duckdb --port 8080 --no-open',
    'sparkify dashboard --expect-every 1h',
  ],
  async run(flags, context) {
    const { terminal, signal } = context;
    const [{ serveDashboard }, { openBrowser }, { openWarehouse }] = await Promise.all([
      import('../dashboard/serve.ts'),
      import('../dashboard/open-browser.ts'),
      import('../warehouse/open-warehouse.ts'),
    ]);
    const { host, port, token, open, ...rest } = flags;
    const { warehouse, redshift, s3, expectEvery } = configured(rest, context, ['warehouse', 'dashboard']);
    const project = await openProjectToRun(flags, context);
    const openPublished = () => openWarehouse(warehouse, { redshift, lockTimeoutSeconds, memoryMebibytes });
    const missing = await untilAborted(Promise.race([missingFrom(openPublished), aSecond()]), signal);
    await using served = await serveDashboard({
      openWarehouse: openPublished,
      s3,
      expectEvery,
      questions: project?.questions,
      checks: project?.checks,
      timeZone: configuredTimeZone(flags, context),
      host,
      port,
      token,
    });
    terminal.print(served.url);
    terminal.note(
      missing === undefined
        ? `  Shows the published data of ${warehouse}. Ctrl-C stops the server.`
        : `  ${missing} The page shows its data after the first ${context.call.commandLine({ command: 'etl' })}. Ctrl-C stops the server.`,
    );
    if (served.token !== undefined)
      terminal.note('  Anyone with this address can read the warehouse. The connection is not encrypted.');
    if (terminal.isInteractive && open) openBrowser(served.url);
    if (!signal.aborted) {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    }
  },
});

/** Redshift may take longer to answer: the page waits for it. */
async function aSecond(): Promise<undefined> {
  await sleep(1_000, undefined, { ref: false });
}

/**
 * What a warehouse lacks that has published nothing yet: the page waits for it, as it does for one that is held.
 *
 * @throws {UsageError} for one that no page can show
 */
async function missingFrom(openPublished: () => Promise<Warehouse>): Promise<string | undefined> {
  try {
    await using _ = await openPublished();
  } catch (error) {
    if (error instanceof NothingPublishedError) return error.message;
    if (!(error instanceof TransientError)) throw error;
  }
  return undefined;
}
