import type { Command, Option } from 'commander';
import { type Call, commandLine, type Hint, type HintedCommand, hintLines } from '../hint.ts';

/** The command that is being run; it renders hints with the flags that it was called with. */
export interface CurrentCall {
  /** Learns the command from the program, before its action runs. */
  follow(program: Command): void;
  lines(hints: readonly (string | Hint)[]): readonly string[];
  commandLine(hint: HintedCommand): string;
}

export function openCall(): CurrentCall {
  let current: Call | undefined;
  return {
    follow(program) {
      program.hook('preAction', (_, command) => {
        current = callOf(command);
      });
    },
    lines: (hints) => hintLines(hints, current),
    commandLine: (hint) => commandLine(hint, current),
  };
}

/** How a command is run, or what it prints: a hint does not take that over. */
const ofOneRun = new Set(['yes', 'dryRun', 'json', 'csv', 'quiet', 'verbose', 'writeConfig']);

/** What hints take over from a call of this command. */
export function callOf(command: Command): Call {
  const given = command.options
    .filter((option) => command.getOptionValueSource(option.attributeName()) === 'cli')
    .map((option) => [option.attributeName(), givenValue(command, option)] as const)
    .filter(([name, value]) => value !== false && !ofOneRun.has(name));
  return (path) => {
    const hinted = find(rootOf(command), path.split(' '));
    const knows = (name: string) =>
      hinted?.options.some((option) => option.attributeName() === name) === true;
    return Object.fromEntries(given.filter(([name]) => knows(name)));
  };
}

function givenValue(command: Command, option: Option): string | boolean | readonly string[] {
  const value: unknown = command.getOptionValue(option.attributeName());
  if (typeof value === 'boolean') return value;
  return option.variadic ? [value].flat().join(',') : [value].flat().map(String);
}

function rootOf(command: Command): Command {
  return command.parent === null ? command : rootOf(command.parent);
}

/** The command of this path; words behind it are its arguments. */
function find(command: Command, [name, ...others]: readonly string[]): Command | undefined {
  const child = command.commands.find((candidate) => candidate.name() === name);
  if (child === undefined) return command.parent === null ? undefined : command;
  return find(child, others);
}
