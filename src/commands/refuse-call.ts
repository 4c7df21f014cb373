import type { Command, CommanderError } from 'commander';
import { UsageError } from '../errors.ts';
import { type Hint, quoted } from '../hint.ts';
import type { CodeOf } from '../messages/messages.ts';
import { nearest } from '../nearest.ts';

/** Commander's kinds of wrong calls. */
const codes: Readonly<Record<string, CodeOf<'usage'>>> = {
  'commander.unknownCommand': 'SPK-101',
  'commander.unknownOption': 'SPK-101',
  'commander.invalidArgument': 'SPK-102',
  'commander.missingArgument': 'SPK-103',
  'commander.optionMissingArgument': 'SPK-103',
  'commander.missingMandatoryOptionValue': 'SPK-103',
  'commander.excessArguments': 'SPK-104',
  'commander.conflictingOption': 'SPK-105',
};

/**
 * Ends a call that commander refuses as every other error ends it. Help and version arrive here too.
 *
 * @throws {UsageError} for a wrong call
 * @throws {CommanderError} where help or the version was printed
 */
export function refuseCall(command: Command, error: CommanderError): never {
  const code = codes[error.code];
  if (code === undefined) throw error;
  const [problem = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
  const suggested = rest.map((line) => line.replace(/^\((.*)\)$/, '$1'));
  throw new UsageError(
    code,
    `${problem.charAt(0).toUpperCase()}${problem.slice(1)}`.replace(/[^.]$/, '$&.'),
    {
      hints: [
        ...(suggested.length > 0 ? suggested : hintsAtNames(command, problem)),
        ...hintsAtPatterns(command, problem),
        ...hintsAtArguments(command, error.code),
        `${pathOf(command)} --help lists the ${error.code === 'commander.unknownCommand' ? 'commands' : 'options'}.`,
      ],
    },
  );
}

/** What commander does not suggest: a name in capitals, an option with one hyphen, and one before its command. */
function hintsAtNames(command: Command, problem: string): readonly string[] {
  const [, kind, typed = ''] = /^unknown (command|option) '(.+)'/.exec(problem) ?? [];
  const flagsOf = ({ options }: Command) => options.flatMap(({ long, short }) => [long, short]);
  const didYouMean = (names: readonly (string | null | undefined)[]) => {
    const found = nearest(
      typed.toLowerCase().replace(/^-(?=[^-]{2})/, '--'),
      names.filter((name) => typeof name === 'string'),
    );
    return found === undefined ? [] : [`Did you mean ${found}?`];
  };
  if (kind === 'command') return didYouMean(command.commands.map((child) => child.name()));
  if (kind !== 'option') return [];
  if (/^-[a-z]$/i.test(typed)) {
    const other = flagsOf(command).find((flag) => flag?.toLowerCase() === typed.toLowerCase());
    return other === undefined ? [] : [`Did you mean ${other}?`];
  }
  const owners = command.commands.filter((child) => flagsOf(child).includes(typed));
  const owner = owners.find((child) => rawArgsOf(command).includes(child.name())) ?? owners[0];
  if (owner !== undefined) return [`An option follows its command: ${pathOf(owner)} ${typed} …`];
  return typed.startsWith('--') ? [] : didYouMean(flagsOf(command));
}

/** The words as they were typed; commander has them, but not in its types. */
function rawArgsOf(command: Command): readonly string[] {
  return 'rawArgs' in command && Array.isArray(command.rawArgs) ? command.rawArgs : [];
}

/** Locations without their options, as the scripts in Python took them, and SQL or a name without quotes. */
function hintsAtArguments(command: Command, code: string): readonly (string | Hint)[] {
  if (code !== 'commander.excessArguments') return [];
  const { args, registeredArguments } = command;
  const name = pathOf(command).replace(/^sparkify /, '');
  const [first, second, ...others] = args;
  const takes = (flag: string) => command.options.some(({ long }) => long === flag);
  if (registeredArguments.length === 0 && first !== undefined && others.length === 0) {
    const [logs, songs] = /song/i.test(first) ? [second, first] : [first, second];
    if (takes('--data') && second === undefined)
      return [{ command: name, flags: { data: first }, why: 'Name the location' }];
    if (takes('--logs') && logs !== undefined && songs !== undefined)
      return [{ command: name, flags: { logs, songs }, why: 'Name the locations' }];
  }
  const last = registeredArguments.at(-1)?.name() ?? '';
  if (!['sql', 'value'].includes(last)) return [];
  const before = args.slice(0, registeredArguments.length - 1).map(quoted);
  const together = quoted(args.slice(before.length).join(' '));
  return [{ command: [name, ...before, together].join(' '), why: 'Quote what has blanks' }];
}

/** A pattern that the shell expanded arrives as one location and arguments that nobody expects. */
function hintsAtPatterns(command: Command, problem: string): readonly string[] {
  const given = (flag: string) => command.getOptionValueSource(flag) === 'cli';
  const takesPatterns = command.options.some(({ long }) => long === '--logs');
  const isAboutArguments = /^(?:too many arguments|command-argument value)/.test(problem);
  if (!isAboutArguments || !takesPatterns || !['data', 'logs', 'songs'].some(given)) return [];
  const flag = given('songs') && !given('logs') ? '--songs' : '--logs';
  return [`If the shell expanded a pattern, quote the pattern: ${flag} 'FOLDER/2018-11-*.json'`];
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}
