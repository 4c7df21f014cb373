import { type Command, InvalidArgumentError, Option } from 'commander';
import { excludableFilters, type Filters, usualValues } from '../ask/filters.ts';
import { isDay } from '../ask/grain.ts';
import { durationForm, readDuration } from '../settings/duration.ts';
import { once, withSettings } from './with-settings.ts';

/** Options that commands share; every command that needs one takes it by the same name. */

/** The flags that {@link withSource} adds. */
export interface SourceFlags {
  readonly data?: string;
  readonly logs?: readonly string[];
  readonly songs?: readonly string[];
  readonly logJsonpath?: string;
  readonly songJsonpath?: string;
  readonly config?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly signRequest?: boolean;
  readonly requesterPays?: boolean;
}

export function withSource(command: Command): Command {
  return withSettings(command, [
    ...(['data', 'logs', 'songs', 'logJsonpath', 'songJsonpath', 'region', 'profile'] as const),
  ])
    .option('--no-sign-request', 'send no credentials, for public buckets')
    .option('--requester-pays', 'pay for the transfer, for requester-pays buckets');
}

export function withWarehouse(command: Command): Command {
  return withTimeouts(withSettings(withConfig(command), ['warehouse', 'identifier', 'region', 'profile']));
}

export function withTimeouts(command: Command): Command {
  return withSettings(
    command.option(
      '--lock-timeout <seconds>',
      'how long to wait while another process holds the warehouse',
      parseSeconds,
      30,
    ),
    ['connectTimeout'],
  );
}

export function withConfig(command: Command): Command {
  return withSettings(command, ['config']);
}

export function withProject(command: Command): Command {
  return withSettings(command, ['project']);
}

/** For what runs on a schedule, which reads the exit code. */
export function withQuiet(command: Command): Command {
  return command.option('--quiet', 'print nothing but errors');
}

export function withRows(command: Command): Command {
  return command
    .option('--json', 'print one JSON document')
    .addOption(new Option('--csv', 'print CSV (the default where stdout is no terminal)').conflicts('json'));
}

export function withFilters(command: Command): Command {
  return command
    .option('--from <day>', 'the first day, such as 2018-11-01', once)
    .option('--to <day>', 'the last day', once)
    .addOption(choosing('--level <level>', 'only plays at this level', usualValues.level))
    .option('--location <place>', 'only plays at this location, or at those with this in their name', collect)
    .option('--search <text>', "only plays with this in their song's title or their artist's name", collect)
    .option('--listener <user_id>', 'only plays of this user', collect)
    .option('--session <session_id>', 'only plays of this session', collect)
    .option('--song <title>', 'only plays of songs with this title', collect)
    .option('--artist <name>', 'only plays of this artist', collect)
    .addOption(choosing('--gender <gender>', 'only plays of users of this gender', usualValues.gender))
    .addOption(
      choosing('--browser <name>', 'only plays with this browser', [
        ...['Chrome', 'Edge', 'Firefox', 'IE', 'Opera', 'Safari', 'other', 'none'],
      ]),
    )
    .addOption(
      choosing('--system <name>', 'only plays on this operating system', [
        ...['Android', 'ChromeOS', 'Linux', 'Mac', 'Windows', 'iPad', 'iPhone', 'other', 'none'],
      ]),
    )
    .addOption(
      choosing(
        '--exclude <filter=value>',
        'no plays with this value, such as artist=Coldplay; may be repeated',
        excludableFilters.map((name) => `${name}=`),
      ).argParser(collectExcluded),
    )
    .addHelpText(
      'after',
      '\nA filter that is given several times keeps the plays with one of its values: --level free --level none',
    );
}

/** An option with usual values, for help and completion; what the log says may be another one. */
function choosing(flags: string, description: string, values: readonly string[]): Option {
  return new Option(flags, description).choices(values).argParser(collect);
}

/** Gathers the values of a filter: a play has one of them. */
function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** Gathers what `--exclude` names: `--exclude artist=Coldplay --exclude level=free`. */
function collectExcluded(text: string, before: Filters['exclude'] = {}): Filters['exclude'] {
  const equals = text.indexOf('=');
  const name = excludableFilters.find((filter) => filter === text.slice(0, equals));
  if (name === undefined || equals === text.length - 1)
    throw new InvalidArgumentError(
      `It should be FILTER=VALUE, with a FILTER of ${excludableFilters.join(', ')}.`,
    );
  return { ...before, [name]: [...(before[name] ?? []), text.slice(equals + 1)] };
}

/** The time zone of the filters' days and of what questions count by, and how long the periods of those over time are. */
export function withTime(command: Command): Command {
  return withSettings(command, ['timeZone']).option(
    '--grain <length>',
    'for queries over time: hour, day, week (from Monday), month, or auto by the days asked for',
  );
}

/** @throws {InvalidArgumentError} for nothing, for an address, and for `-`: a command that does not write to stdout would make a file of this name */
export function placeToWrite(text: string): string {
  if (text === '') throw new InvalidArgumentError('It is empty.');
  if (text === '-') throw new InvalidArgumentError('It cannot be stdout; ./- is the place of this name.');
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(text))
    throw new InvalidArgumentError('It should be a place on this machine.');
  return text;
}

/** @throws {InvalidArgumentError} for anything but a whole number from `least` to `greatest`, if there is a greatest */
export function wholeNumberFrom(
  least: number,
  greatest = Number.POSITIVE_INFINITY,
): (text: string) => number {
  const range = Number.isFinite(greatest) ? `${least} to ${greatest}` : String(least);
  return (text) => {
    if (!/^\d+$/.test(text) || Number(text) < least || Number(text) > greatest)
      throw new InvalidArgumentError(`It should be a whole number from ${range}.`);
    return Number(text);
  };
}

/** @throws {InvalidArgumentError} for anything but a time of ISO 8601; without a zone it is UTC */
export function parseTime(text: string): Date {
  const iso = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.exec(text);
  const time = new Date(iso?.[1] === undefined || iso[4] !== undefined ? text : `${text}Z`);
  if (iso !== null && !Number.isNaN(time.getTime()) && isDay(text.slice(0, 10))) return time;
  throw new InvalidArgumentError('It should be a time such as 2018-12-01T00:00:00Z.');
}

/** @throws {InvalidArgumentError} for anything but minutes, hours or days; the milliseconds that they are */
export function parseDuration(text: string): number {
  const milliseconds = readDuration(text);
  if (milliseconds !== undefined) return milliseconds;
  throw new InvalidArgumentError(`It should be ${durationForm}.`);
}

function parseSeconds(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new InvalidArgumentError('It should be a number of seconds.');
  return Number(text);
}

/** The examples at the end of a command's help, each one runnable. */
export function withExamples(command: Command, ...examples: readonly string[]): Command {
  return command.addHelpText(
    'after',
    `\nExamples:\n${examples.map((example) => `  $ ${example}`).join('\n')}`,
  );
}
