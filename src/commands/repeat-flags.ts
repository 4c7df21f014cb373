import type { Command, Option } from 'commander';
import { SparkifyError, type UsageError } from '../errors.ts';
import type { Flags } from './cluster/account.ts';
import type { Context } from './context.ts';

/**
 * Runs a command whose texts name others ("sparkify cluster status"). Each of them is told with the flags that this one
 * was called with, as far as it knows them: pasted, it means the same cluster.
 */
export async function repeatingFlags(
  command: Command,
  context: Context,
  run: (flags: Flags, context: Context) => Promise<void>,
): Promise<void> {
  const flags = command.optsWithGlobals<Flags>();
  const repeat = (text: string) => withFlagsOf(command, text);
  const { terminal } = context;
  try {
    await run(flags, {
      ...context,
      terminal: {
        ...terminal,
        print: flags.json === true ? terminal.print : (line) => terminal.print(repeat(line)),
        note: (line) => terminal.note(repeat(line)),
      },
    });
  } catch (error) {
    if (!(error instanceof SparkifyError)) throw error;
    const { message, cause, details, hints } = error;
    const Kind = error.constructor as typeof UsageError;
    throw new Kind(repeat(message), { cause, details: details.map(repeat), hints: hints.map(repeat) });
  }
}

/** A text in which every command of `sparkify` has the flags that `command` was called with. */
export function withFlagsOf(command: Command, text: string): string {
  return text.replace(/\bsparkify ((?:cluster )?[a-z-]+)/g, (words, path: string, at: number) => {
    const told = find(rootOf(command), path.split(' '));
    if (told === undefined) return words;
    const [rest = ''] = text.slice(at + words.length).split(/ {2,}/);
    const flags = given(command).filter(
      ({ name, flag }) => knows(told, name) && !new RegExp(`${flag}\\b`).test(rest),
    );
    return [words, ...flags.map(({ shown }) => shown)].join(' ');
  });
}

/** How a command is run, or what it prints: another one does not inherit that. */
const ofOneRun = new Set(['yes', 'dryRun', 'json', 'verbose']);

function given(command: Command) {
  return command.options
    .filter((option) => command.getOptionValueSource(option.attributeName()) === 'cli')
    .filter((option) => !ofOneRun.has(option.attributeName()))
    .map((option) => ({
      name: option.attributeName(),
      flag: option.long ?? '',
      shown: shown(command, option),
    }));
}

function shown(command: Command, option: Option): string {
  const value: unknown = command.getOptionValue(option.attributeName());
  if (value === true) return `${option.long}`;
  const values = option.variadic ? [[value].flat().join(',')] : [value].flat().map(String);
  return values.map((each) => `${option.long} ${quoted(each)}`).join(' ');
}

function quoted(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

function knows(command: Command, name: string): boolean {
  return command.options.some((option) => option.attributeName() === name);
}

function rootOf(command: Command): Command {
  return command.parent === null ? command : rootOf(command.parent);
}

function find(command: Command, [name, ...others]: readonly string[]): Command | undefined {
  if (name === undefined) return command.commands.length === 0 ? command : undefined;
  const child = command.commands.find((candidate) => candidate.name() === name);
  return child && find(child, others);
}
