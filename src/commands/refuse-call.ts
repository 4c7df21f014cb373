import type { Command, CommanderError } from 'commander';
import { UsageError } from '../errors.ts';
import type { CodeOf } from '../messages/messages.ts';

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
  throw new UsageError(
    code,
    `${problem.charAt(0).toUpperCase()}${problem.slice(1)}`.replace(/[^.]$/, '$&.'),
    {
      hints: [
        ...rest.map((line) => line.replace(/^\((.*)\)$/, '$1')),
        ...hintsAtPatterns(command, problem),
        `${pathOf(command)} --help lists the options.`,
      ],
    },
  );
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
