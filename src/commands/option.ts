import { InvalidArgumentError, Option } from 'commander';
import { type SettingName, type SettingValue, settingOf } from '../settings/table.ts';

declare const value: unique symbol;

/** An option of commander, with the type of its value: `undefined` is a part of it where it need not be given. */
export type OptionFor<Value> = Option & { readonly [value]: Value };

/** Makes the value of an option of its text, and of the value before where it is repeated. */
type Parse<Value> = (text: string, before: Value | undefined) => Value;

/** An option that is there or not. */
export function flag(flags: string, description: string): OptionFor<boolean | undefined> {
  return new Option(flags, description) as OptionFor<boolean | undefined>;
}

/**
 * An option with a value, a text unless `parse` makes something else of it. An empty text is refused: it is what
 * `--data "$DATA"` gives where nobody set DATA, and must not be taken for the folder at hand. So is a name of an option,
 * which is what `--data $DATA --json` gives then.
 */
export function option(flags: string, description: string): OptionFor<string | undefined>;
export function option<Value>(
  flags: string,
  description: string,
  parse: Parse<Value>,
): OptionFor<Value | undefined>;
export function option(
  flags: string,
  description: string,
  parse: (text: string, before: never) => unknown = notEmpty,
): OptionFor<unknown> {
  const made = new Option(flags, description) as OptionFor<unknown>;
  if (made.variadic) return made; // commander gathers several by itself
  return made.argParser<unknown>((text, before) => (parse as Parse<unknown>)(noOption(text), before));
}

/** An option with one of several values. */
export function choice<const Value extends string>(
  flags: string,
  description: string,
  values: readonly Value[],
): OptionFor<Value | undefined> {
  return new Option(flags, description).choices(values) as OptionFor<Value | undefined>;
}

/** The option, with a value where it is not given. */
export function withDefault<Value>(made: OptionFor<Value | undefined>, usual: Value): OptionFor<Value> {
  return made.default(usual) as OptionFor<Value>;
}

/** The option, which has to be given. */
export function mandatory<Value>(made: OptionFor<Value | undefined>): OptionFor<Value> {
  return made.makeOptionMandatory() as OptionFor<Value>;
}

/** The flags of settings, as their table has them. */
export function settings<Name extends SettingName>(
  ...names: readonly Name[]
): { readonly [Each in Name]: OptionFor<SettingValue<Each> | undefined> } {
  const options = names.map((name) => [name, optionOf(name)]);
  return Object.fromEntries(options) as {
    readonly [Each in Name]: OptionFor<SettingValue<Each> | undefined>;
  };
}

function optionOf(name: SettingName): OptionFor<unknown> {
  const { flag, meaning, isNumber, locations, default: usual, defaultWords = usual } = settingOf(name);
  if (flag === undefined) throw new Error(`The setting ${name} has no flag.`);
  const description = defaultWords === undefined ? meaning : `${meaning} (default: ${defaultWords})`;
  if (locations === 'several') return option(flag, description, collect);
  if (locations === 'one') return option(flag, description, once);
  return isNumber ? option(flag, description, parseNumber) : option(flag, description);
}

/** @throws {InvalidArgumentError} for a second value: the first would be lost in silence */
export function once(text: string, before: string | undefined): string {
  if (before !== undefined) throw new InvalidArgumentError('It is given twice, and takes one value.');
  return notEmpty(text);
}

/** Gathers the values of an option that is repeated. */
export function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, notEmpty(text)];
}

/** @throws {InvalidArgumentError} for an empty text */
export function notEmpty(text: string): string {
  if (text === '') throw new InvalidArgumentError('It is empty.');
  return text;
}

function noOption(text: string): string {
  if (/^--[a-z][a-z-]*$/.test(text))
    throw new InvalidArgumentError('The value is missing: this is the name of an option.');
  return text;
}

function parseNumber(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new InvalidArgumentError('It should be a number.');
  return Number(text);
}
