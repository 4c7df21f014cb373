import { existsSync } from 'node:fs';
import { ask } from '../ask/ask.ts';
import { type Flags, loadUses } from '../config.ts';
import type { HintFlags } from '../hint.ts';
import { etl } from '../load/etl.ts';
import { count, formatBytes, formatSeconds } from '../numbers.ts';
import { printReport } from '../terminal/etl-report.ts';
import { progressLine } from '../terminal/progress-line.ts';
import { printTable } from '../terminal/rows.ts';
import { openWarehouse } from '../warehouse/open-warehouse.ts';
import { configured } from './configured.ts';
import type { Context } from './context.ts';

const simulatedData = 'data';
/** As with real data, the song data lacks songs that were played, so that `sparkify match` has something to show. */
const catalogueShare = 0.5;
const questions = ['top-songs', 'busiest-hours', 'browsers', 'free-against-paid'];
const rowsOfEach = 5;

interface FirstRunFlags extends Flags {
  readonly lockTimeout: number;
}

/** Shows what the program does on data of one's own, or on a simulated month. Run again, it says that nothing is new. */
export async function firstRun(flags: FirstRunFlags, context: Context): Promise<void> {
  const { terminal, clock } = context;
  const config = configured(flags, context, loadUses);
  const { bold, dim } = terminal.colors;
  const named = [config.data, config.logs, config.songs].some((location) => location !== undefined);
  const data = named ? config : { ...config, data: simulatedData };
  if (!named) await simulateOnce(context);

  const report = await etl({
    ...data,
    onProgress: progressLine(terminal, clock),
  });
  terminal.draw('');
  printReport(terminal, report, context.call.commandLine);

  await using warehouse = await openWarehouse(config);
  for (const name of questions) {
    const { question, ...answer } = await ask(warehouse, name, { limit: rowsOfEach });
    terminal.print(`\n  ${bold(question.title)}   ${dim(typed(context, `ask ${name}`))}`);
    printTable(terminal, answer, question.measure);
  }
  printNext(context);
}

/** A command as it is typed here: in a clone, where npm runs this, `sparkify` is not on the path. */
function typed({ call, environment }: Context, command: string, flags: HintFlags = {}): string {
  const line = call.commandLine({ command, flags });
  return environment.npm_lifecycle_event === undefined ? line : `npx ${line}`;
}

/** What to try next, below each other: the command, then what it does. */
function printNext(context: Context): void {
  const { terminal, environment } = context;
  const isOfNpm = environment.npm_lifecycle_event === 'start';
  const next = [
    [typed(context, 'dashboard'), 'the same as a web page'],
    [typed(context, 'ask'), 'every saved query'],
    [typed(context, 'match'), 'why plays found no song'],
    [typed(context, 'query "select …"'), 'SQL of your own'],
    [typed(context, 'init', { project: true }), 'a folder for saved queries, checks, tables'],
    [isOfNpm ? 'npm start -- --data DIR' : typed(context, 'start --data DIR'), 'the same with your data'],
  ] as const;
  const width = Math.max(...next.map(([command]) => command.length));
  for (const [index, [command, what]] of next.entries()) {
    const label = index === 0 ? `\n  ${terminal.colors.bold('Try next')}` : ' '.repeat('  Try next'.length);
    terminal.print(`${label}   ${command.padEnd(width)}   ${what}`);
  }
}

async function simulateOnce({ terminal, signal }: Context): Promise<void> {
  if (existsSync(simulatedData)) return;
  const { simulate } = await import('../simulate/simulate.ts');
  const report = await simulate({ out: simulatedData, catalogueShare, signal });
  const written = `${count(report.events, 'event')} of ${count(report.users, 'user')}, ${count(report.files.songs, 'song file')}`;
  const label = terminal.colors.bold('Simulate'.padEnd(10));
  terminal.print(
    `  ${label} ${simulatedData}   ${written}   (${formatBytes(report.bytes)})   ${formatSeconds(report.seconds)}`,
  );
}
