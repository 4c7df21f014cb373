import { InvalidArgumentError } from 'commander';
import { excludableFilters, type Filters, usualValues } from '../ask/filters.ts';
import { isDay } from '../ask/grain.ts';
import { durationForm, readDuration } from '../settings/duration.ts';
import { flag, type OptionFor, once, option, settings, withDefault } from './option.ts';

/** Options that commands share; every command that needs one takes it by the same name. */

export const config = option('--config <file>', 'settings (default: dwh.cfg, if there is one)');
export const json = flag('--json', 'print one JSON document');

/** Where the data is. */
export const source = {
  ...settings('data', 'logs', 'songs', 'logJsonpath', 'songJsonpath', 'region', 'profile'),
  signRequest: flag('--no-sign-request', 'send no credentials, for public buckets'),
  requesterPays: flag('--requester-pays', 'pay for the transfer, for requester-pays buckets'),
};

export const timeouts = {
  lockTimeout: withDefault(
    option(
      '--lock-timeout <seconds>',
      'how long to wait while another process holds the warehouse',
      parseSeconds,
    ),
    30,
  ),
  ...settings('connectTimeout'),
};

/** The warehouse, and how to reach it. */
export const warehouse = {
  config,
  ...settings('warehouse', 'identifier', 'region', 'profile'),
  ...timeouts,
};

export const project = settings('project');

/** For what runs on a schedule, which reads the exit code. */
export const quiet = { quiet: flag('--quiet', 'print nothing but errors') };

/** How rows are printed. */
export const rows = {
  json,
  csv: flag('--csv', 'print CSV (the default where stdout is no terminal)').conflicts('json'),
};

/** The time zone of the filters' days and of what questions count by, and how long the periods of those over time are. */
export const time = {
  ...settings('timeZone'),
  grain: option(
    '--grain <length>',
    'for queries over time: hour, day, week (from Monday), month, or auto by the days asked for',
  ),
};

export const filters = {
  from: option('--from <day>', 'the first day, such as 2018-11-01', once),
  to: option('--to <day>', 'the last day', once),
  level: choosing('--level <level>', 'only plays at this level', usualValues.level),
  location: gathering(
    '--location <place>',
    'only plays at this location, or at those with this in their name',
  ),
  search: gathering('--search <text>', "only plays with this in their song's title or their artist's name"),
  listener: gathering('--listener <user_id>', 'only plays of this user'),
  session: gathering('--session <session_id>', 'only plays of this session'),
  song: gathering('--song <title>', 'only plays of songs with this title'),
  artist: gathering('--artist <name>', 'only plays of this artist'),
  gender: choosing('--gender <gender>', 'only plays of users of this gender', usualValues.gender),
  browser: choosing('--browser <name>', 'only plays with this browser', [
    ...['Chrome', 'Edge', 'Firefox', 'IE', 'Opera', 'Safari', 'other', 'none'],
  ]),
  system: choosing('--system <name>', 'only plays on this operating system', [
    ...['Android', 'ChromeOS', 'Linux', 'Mac', 'Windows', 'iPad', 'iPhone', 'other', 'none'],
  ]),
  exclude: listing(
    option(
      '--exclude <filter=value>',
      'no plays with this value, such as artist=Coldplay; may be repeated',
      collectExcluded,
    ),
    excludableFilters.map((name) => `${name}=`),
  ),
};

export const filtersRemark =
  'A filter that is given several times keeps the plays with one of its values: --level free --level none';

/** An option that is repeated for several values: a play has one of them. */
function gathering(flags: string, description: string): OptionFor<readonly string[] | undefined> {
  return option(flags, description, (text: string, before: readonly string[] = []) => [...before, text]);
}

function choosing(flags: string, description: string, values: readonly string[]) {
  return listing(gathering(flags, description), values);
}

/** The option, with its usual values for help and completion; what the log says may be another one. */
function listing<Value>(made: OptionFor<Value>, values: readonly string[]): OptionFor<Value> {
  return Object.assign(made, { argChoices: [...values] });
}

type Excluded = NonNullable<Filters['exclude']>;

/** Gathers what `--exclude` names: `--exclude artist=Coldplay --exclude level=free`. */
function collectExcluded(text: string, before: Excluded = {}): Excluded {
  const equals = text.indexOf('=');
  const name = excludableFilters.find((filter) => filter === text.slice(0, equals));
  if (name === undefined || equals === text.length - 1)
    throw new InvalidArgumentError(
      `It should be FILTER=VALUE, with a FILTER of ${excludableFilters.join(', ')}.`,
    );
  return { ...before, [name]: [...(before[name] ?? []), text.slice(equals + 1)] };
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
