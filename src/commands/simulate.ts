import { type Command, InvalidArgumentError } from 'commander';
import type { SimulateOptions } from '../simulate/options.ts';
import type { Context } from './context.ts';
import { placeToWrite, withExamples, withQuiet } from './options.ts';

type SimulateFlags = Omit<SimulateOptions, 'signal' | 'onEstimate' | 'onProgress'> & {
  readonly json?: boolean;
  readonly quiet?: boolean;
};

export function register(program: Command, context: Context): void {
  const command = withQuiet(program.command('simulate'))
    .summary('generate song data and log data of any size')
    .description(
      'Generates the song data and the log data of a music service, in the layout that etl reads. Equal options give equal bytes, for any number of workers.',
    )
    .requiredOption('--out <folder>', 'a new or empty folder to write into', placeToWrite)
    .option('--users <number>', 'users at the start (default: 100)', parseNumber)
    .option('--from <moment>', 'the first moment, in UTC (default: 2018-11-01)')
    .option('--until <moment>', 'the moment after the last, in UTC (default: a month later)')
    .option('--seed <number>', 'seed of the random numbers (default: 1)', parseNumber)
    .option('--config <file>', 'a config file of eventsim; other options override it')
    .option('--growth <rate>', 'new users a year, as a share of all (default: 0.01)', parseNumber)
    .option('--attrition <rate>', 'users who leave in a year, as a share of all (default: 0)', parseNumber)
    .option('--songs <folder>', 'play the songs of these song files instead of generated ones')
    .option('--catalogue <number>', 'number of songs to generate (default: 10000)', parseNumber)
    .option('--catalogue-share <share>', 'the share of the songs in song_data/ (default: 1)', parseNumber)
    .option('--dirty <rate>', 'the share of records with a fault, listed in faults.ndjson', parseNumber)
    .option('--workers <number>', 'number of threads (default: by the number of cores)', parseNumber)
    .option('--gzip', 'compress the log files')
    .option('--resume <state>', 'continue from the simulation.state of an earlier run')
    .option('--mojibake', 'encode names in the log twice over, as the logs of November 2018 do')
    .option('--json', 'print the report as one JSON document')
    .action((flags: SimulateFlags) => simulateAndReport(flags, context));
  withExamples(
    command,
    'sparkify simulate --out data',
    'sparkify simulate --out big --users 100000 --gzip',
    'sparkify simulate --out data --resume data/simulation.state',
  );
}

async function simulateAndReport(flags: SimulateFlags, { terminal, signal, call }: Context): Promise<void> {
  const [{ simulate }, { nextAfterSimulation, printSimulateReport, simulateSteps }, { toJson }] =
    await Promise.all([
      import('../simulate/simulate.ts'),
      import('../terminal/simulate-report.ts'),
      import('../to-json.ts'),
    ]);
  const { json, quiet, ...options } = flags;
  const report = await simulate({
    ...options,
    signal,
    onWarning: (sentence) => terminal.note(`  warning  ${sentence}`),
    ...(!quiet && simulateSteps(terminal)),
  });
  terminal.draw('');
  if (json) terminal.print(toJson(report));
  else if (!quiet) {
    printSimulateReport(terminal, report);
    terminal.print('');
    for (const line of call.lines(nextAfterSimulation(report))) terminal.print(`  ${line}`);
  }
}

/** Whether a number fits is for the library to say. */
function parseNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) throw new InvalidArgumentError('It should be a number.');
  return value;
}
