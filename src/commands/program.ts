import { Command, CommanderError } from 'commander';
import { describeVersions } from '../version.ts';
import * as ask from './ask.ts';
import * as check from './check.ts';
import * as cluster from './cluster.ts';
import * as completion from './completion.ts';
import * as createTables from './create-tables.ts';
import * as dashboard from './dashboard.ts';
import * as diff from './diff.ts';
import * as doctor from './doctor.ts';
import * as etl from './etl.ts';
import * as init from './init.ts';
import * as match from './match.ts';
import * as preview from './preview.ts';
import * as query from './query.ts';
import * as rejects from './rejects.ts';
import * as report from './report.ts';
import * as runs from './runs.ts';
import type { Runtime } from './runtime.ts';
import * as schema from './schema.ts';
import * as simulate from './simulate.ts';
import * as start from './start.ts';
import * as why from './why.ts';

const commands = [
  start,
  etl,
  createTables,
  check,
  ask,
  query,
  preview,
  runs,
  rejects,
  diff,
  schema,
  simulate,
  cluster,
  doctor,
  init,
  match,
  dashboard,
  report,
  why,
  completion,
];

/** Every command of `sparkify`. */
export function buildProgram(runtime: Runtime): Command {
  const program = new Command('sparkify')
    .description(
      "Loads a music service's JSON into a star schema, proves that nothing was lost, and answers questions on it.",
    )
    .option('-V, --version', 'print the version, and those of DuckDB and Node.js')
    .on('option:version', () => {
      runtime.terminal.print(describeVersions());
      throw new CommanderError(0, 'commander.version', '');
    })
    .showSuggestionAfterError()
    .exitOverride();
  for (const { register } of commands) register(program, runtime);
  withVerbose(program);
  return program;
}

/** `--verbose` may stand anywhere; `cli.ts` looks for it. */
function withVerbose(command: Command): void {
  command.option('--verbose', 'show what lies behind an error');
  for (const inner of command.commands) withVerbose(inner);
}
