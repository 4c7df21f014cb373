import { InvalidArgumentError } from 'commander';
import { warnOn } from '../terminal/warn.ts';
import { toJson } from '../to-json.ts';
import { command } from './command.ts';
import { flag, mandatory, option } from './option.ts';
import { json, placeToWrite, quiet } from './options.ts';

export const simulate = command({
  name: 'simulate',
  summary: 'generate song data and log data of any size',
  description:
    'Generates the song data and the log data of a music service, in the layout that etl reads. Equal options give equal bytes, for any number of workers.',
  options: {
    ...quiet,
    out: mandatory(option('--out <folder>', 'a new or empty folder to write into', placeToWrite)),
    users: option('--users <number>', 'users at the start (default: 100)', parseNumber),
    from: option('--from <moment>', 'the first moment, in UTC (default: 2018-11-01)'),
    until: option('--until <moment>', 'the moment after the last, in UTC (default: a month later)'),
    seed: option('--seed <number>', 'seed of the random numbers (default: 1)', parseNumber),
    config: option('--config <file>', 'a config file of eventsim; other options override it'),
    growth: option('--growth <rate>', 'new users a year, as a share of all (default: 0.01)', parseNumber),
    attrition: option(
      '--attrition <rate>',
      'users who leave in a year, as a share of all (default: 0)',
      parseNumber,
    ),
    songs: option('--songs <folder>', 'play the songs of these song files instead of generated ones'),
    catalogue: option('--catalogue <number>', 'number of songs to generate (default: 10000)', parseNumber),
    catalogueShare: option(
      '--catalogue-share <share>',
      'the share of the songs in song_data/ (default: 1)',
      parseNumber,
    ),
    dirty: option(
      '--dirty <rate>',
      'the share of records with a fault, listed in faults.ndjson',
      parseNumber,
    ),
    workers: option('--workers <number>', 'number of threads (default: by the number of cores)', parseNumber),
    gzip: flag('--gzip', 'compress the log files'),
    resume: option('--resume <state>', 'continue from the simulation.state of an earlier run'),
    mojibake: flag('--mojibake', 'encode names in the log twice over, as the logs of November 2018 do'),
    json,
  },
  examples: [
    'sparkify simulate --out data',
    'sparkify simulate --out big --users 100000 --gzip',
    'sparkify simulate --out data --resume data/simulation.state',
  ],
  async run({ json, quiet, ...options }, { terminal, signal, call, clock }) {
    const [{ simulate }, { nextAfterSimulation, printSimulateReport, simulateSteps }] = await Promise.all([
      import('../simulate/simulate.ts'),
      import('../terminal/simulate-report.ts'),
    ]);
    const report = await simulate({
      ...options,
      signal,
      ...(!quiet && {
        ...simulateSteps(terminal, clock),
        onWarning: warnOn(terminal),
      }),
    });
    terminal.draw('');
    if (json) terminal.print(toJson(report));
    else if (!quiet) {
      printSimulateReport(terminal, report);
      terminal.print('');
      for (const line of call.lines(nextAfterSimulation(report))) terminal.print(`  ${line}`);
    }
  },
});

/** Whether a number fits is for the library to say. */
function parseNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) throw new InvalidArgumentError('It should be a number.');
  return value;
}
