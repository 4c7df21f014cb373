import { type Command, InvalidArgumentError, Option } from 'commander';
import { type SettingName, settingOf } from '../settings/table.ts';

/** `config` names the file of the settings, and is none itself. */
type Flagged = SettingName | 'config';

/** Adds the flags of these settings, as the table of settings has them. One that the command has already stays. */
export function withSettings(command: Command, names: readonly Flagged[]): Command {
  for (const name of names) {
    const option = optionOf(name);
    const has = command.options.some(({ long }) => long === option.long);
    if (!has) command.addOption(option);
  }
  return command;
}

function optionOf(name: Flagged): Option {
  if (name === 'config') return new Option('--config <file>', 'settings (default: dwh.cfg, if there is one)');
  const { flag, meaning, isNumber, locations, default: value, defaultWords = value } = settingOf(name);
  if (flag === undefined) throw new Error(`The setting ${name} has no flag.`);
  const option = new Option(
    flag,
    defaultWords === undefined ? meaning : `${meaning} (default: ${defaultWords})`,
  );
  if (locations === 'several') return option.argParser(collect);
  if (locations === 'one') return option.argParser(once);
  return isNumber ? option.argParser(parseNumber) : option;
}

/** Of two values the first would be lost in silence. */
export function once(text: string, before: string | undefined): string {
  if (before !== undefined) throw new InvalidArgumentError('It is given twice, and takes one value.');
  if (text === '') throw new InvalidArgumentError('It is empty.');
  return text;
}

/** Gathers the values of an option that is repeated. */
function collect(value: string, before: readonly string[] = []): readonly string[] {
  if (value === '') throw new InvalidArgumentError('It is empty.');
  return [...before, value];
}

function parseNumber(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new InvalidArgumentError('It should be a number.');
  return Number(text);
}
