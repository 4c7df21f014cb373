import { type Command, InvalidArgumentError } from 'commander';
import type { Estimate, Progress, SimulateOptions } from '../simulate/options.ts';
import type { SimulateReport } from '../simulate/simulate.ts';
import type { Runtime } from './runtime.ts';

/** What the options are called on the command line, as commander hands them over. */
type Flags = Omit<SimulateOptions, 'signal' | 'onEstimate' | 'onProgress'> & {
  readonly json?: boolean;
  readonly quiet?: boolean;
};

/** Adds `sparkify simulate` to the program. */
export function register(program: Command, { signal }: Runtime): void {
  program
    .command('simulate')
    .summary('makes song data and log data of any size')
    .description(
      'Makes up the song data and the log data of a music service, in the layout that "sparkify etl" reads. Equal options give equal bytes, whatever the number of workers.',
    )
    .requiredOption('--out <folder>', 'a new or empty folder to write into')
    .option('--users <number>', 'users at the start (default: 100)', number)
    .option('--from <moment>', 'first moment, in UTC (default: 2018-11-01)')
    .option('--until <moment>', 'moment after the last, in UTC (default: a month later)')
    .option('--seed <number>', 'another seed, another simulation (default: 1)', number)
    .option('--config <file>', 'a config file of eventsim')
    .option('--growth <rate>', 'new users a year, as a share of the users there are (default: 0.01)', number)
    .option('--attrition <rate>', 'users who leave in a year, as a share (default: 0)', number)
    .option('--songs <location>', 'a folder of song files to play songs of, instead of songs made up')
    .option('--catalogue <number>', 'how many songs to make up (default: 10000)', number)
    .option('--catalogue-share <share>', 'the share of them that song_data/ describes (default: 1)', number)
    .option(
      '--dirty <rate>',
      'the share of records with a fault; faults.ndjson lists them (default: 0)',
      number,
    )
    .option('--workers <number>', 'threads; never changes what is written (default: as many as help)', number)
    .option('--gzip', 'packs the log files')
    .option('--resume <state>', 'goes on where the state file of an earlier run ended')
    .option('--mojibake', 'encodes names in the log twice over, as the logs of November 2018 do')
    .action(async (_, command: Command) => {
      const { json, quiet, ...options } = command.optsWithGlobals<Flags>();
      const { simulate } = await import('../simulate/simulate.ts');
      const steps = quiet === true || json === true ? null : stepsOn(process.stderr);
      const report = await simulate({
        ...options,
        ...(steps === null ? {} : { onEstimate: steps.estimate, onProgress: steps.progress }),
        signal,
      });
      process.stdout.write(
        json === true ? `${JSON.stringify(report, null, 2)}\n` : describeReport(report, steps !== null),
      );
    });
}

/** A number as commander reads it; whether it fits is for the library to say. */
function number(text: string): number {
  const value = Number(text.replaceAll('_', ''));
  if (text.trim() === '' || Number.isNaN(value)) throw new InvalidArgumentError('It should be a number.');
  return value;
}

/** What will be written and how far it is, on a terminal as one line that changes, else as a line every few seconds. */
function stepsOn(output: NodeJS.WriteStream) {
  let last = performance.now();
  const pause = output.isTTY ? 100 : 5000;
  return {
    estimate: (estimate: Estimate): void => {
      output.write(describeEstimate(estimate));
    },
    progress: ({ phase, share, records }: Progress): void => {
      const now = performance.now();
      if (now - last < pause && !(output.isTTY && share === 1)) return;
      last = now;
      const line = `  ${phase === 'songs' ? 'Songs' : 'Logs '}      ${percent(share)}   ${integer(records)} ${phase === 'songs' ? 'songs' : 'events'}`;
      if (output.isTTY) output.write(share === 1 ? '\r\u001b[K' : `\r\u001b[K${line}`);
      else output.write(`${line}\n`);
    },
  };
}

function describeEstimate({ users, from, until, events, songFiles, bytes, workers }: Estimate): string {
  const threads = workers === 1 ? '' : `, ${workers} workers`;
  return `  Simulate   ${integer(users)} users, ${moment(from)} to ${moment(until)}${threads}
  Will write about ${integer(roughly(events))} events and ${integer(songFiles)} song files (${size(bytes)})
`;
}

/** The result of a run, for people. */
export function describeReport(report: SimulateReport, hints: boolean): string {
  const { events, sessions, users, logFiles, songFiles, bytes, seconds, faults, unknownKeys, out } = report;
  const lines = [
    `  Wrote      ${integer(events)} events of ${integer(users)} users in ${integer(sessions)} sessions: ${integer(logFiles)} log files, ${integer(songFiles)} song files (${size(bytes)})   ${seconds.toFixed(1)} s`,
  ];
  if (faults !== null) {
    const held =
      faults.heldBack === 0 ? '' : `; ${integer(faults.heldBack)} late events come in when it is continued`;
    lines.push(
      `  Faults     ${integer(faults.rejected)} to set aside, ${integer(faults.harmless)} to cope with, listed in ${faults.key}${held}`,
    );
  }
  if (unknownKeys.length > 0)
    lines.push(`  Ignored    keys of the config file that mean nothing here: ${unknownKeys.join(', ')}`);
  if (hints) {
    lines.push('', `  Next       sparkify etl --data ${out}`);
    lines.push(`             sparkify simulate --resume ${report.state} --out ${out}     for the next month`);
  }
  return `${lines.join('\n')}\n`;
}

function integer(value: number): string {
  return value.toLocaleString('en-US');
}

function percent(share: number): string {
  return `${Math.floor(share * 100)} %`.padStart(5);
}

/** Two digits: an estimate is no better than that. */
function roughly(value: number): number {
  return Number(value.toPrecision(2));
}

function size(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const unit = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return `${(bytes / 1000 ** unit).toFixed(unit < 2 ? 0 : 1)} ${units[unit]}`;
}

function moment(date: Date): string {
  return date
    .toISOString()
    .replace(/T00:00:00\.000Z$/, '')
    .replace(/\.000Z$/, 'Z');
}
