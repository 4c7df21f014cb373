import { setTimeout as sleep } from 'node:timers/promises';
import { processContext } from './commands/process-context.ts';
import { runCommand } from './commands/run-command.ts';
import { exitCodes, UsageError } from './errors.ts';
import { writeProblem } from './file-problem.ts';
import { wasPublished } from './publication.ts';
import { stopOnSignals } from './signals.ts';
import { stopped } from './stopped.ts';
import { printError } from './terminal/print-error.ts';

process.stdout.on('error', endWithoutOutput);
process.stderr.on('error', goOn);
process.exitCode = await main(process.argv);

async function main(argv: readonly string[]): Promise<number> {
  using stop = stopOnSignals(process, {
    onCommit: () => terminal.note('Stopping as soon as COMMIT returns, which has begun.'),
  });
  const context = processContext(process, stop.signal);
  const { terminal } = context;
  const command = runCommand(argv, context);
  const ended = await Promise.race([command, stop.overdue]);
  if (!stop.signal.aborted) return ended ?? (await command);
  terminal.draw('');
  const code = ended ?? printError(terminal, stopped(), { verbose: false, interrupted: true });
  return await endNow(code, { isOverdue: ended === undefined });
}

/**
 * Ends the process, whatever is still open. `process.exit` would wait for a thread that is blocked, by the lookup of a
 * name or by a drive that hangs; then the process ends itself by SIGINT, which shells report as 130, too.
 */
async function endNow(code: number, { isOverdue }: { readonly isOverdue: boolean }): Promise<never> {
  const isBlocked = () => process.getActiveResourcesInfo().some((name) => /^(GetAddr|FS)/.test(name));
  for (let waited = 0; waited < 200 && !isOverdue && isBlocked(); waited += 10) await sleep(10);
  if (code === exitCodes.interrupted && (isOverdue || isBlocked())) process.kill(process.pid, 'SIGINT');
  process.exit(code);
}

/** A reader that has seen enough, such as `head`, closes the pipe: that is no failure. A full disk is one. */
function endWithoutOutput(cause: NodeJS.ErrnoException): void {
  if (cause.code === 'EPIPE') process.exit(exitCodes.done);
  const details = wasPublished() ? ['The run was published before.'] : [];
  const error = new UsageError('SPK-118', `Standard output cannot be written: ${writeProblem(cause)}.`, {
    cause,
    details,
  });
  const { terminal } = processContext(process, new AbortController().signal);
  process.exit(printError(terminal, error, { verbose: false, interrupted: false }));
}

/** Nobody sees how the work goes any more: it goes on. */
function goOn(): void {}
