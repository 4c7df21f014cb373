import type { Argument, Command } from 'commander';
import type { Context } from './context.ts';
import type { OptionFor } from './option.ts';

/** Options by the names of their values: `lockTimeout` for `--lock-timeout`. Help lists them in this order. */
export type OptionTable = Readonly<Record<string, OptionFor<unknown>>>;

type ValueOf<Of> = Of extends OptionFor<infer Value> ? Value : never;

/** The values of options: those without a default need not be there. */
export type FlagsOf<Options> = {
  readonly [Name in keyof Options as undefined extends ValueOf<Options[Name]> ? Name : never]?: Exclude<
    ValueOf<Options[Name]>,
    undefined
  >;
} & {
  readonly [Name in keyof Options as undefined extends ValueOf<Options[Name]> ? never : Name]: ValueOf<
    Options[Name]
  >;
};

/** A command, described once: help, completion and docs print it, and commander parses by it. */
export interface CommandSpec<Options extends OptionTable = OptionTable> {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly arguments?: readonly Argument[];
  readonly options?: Options;
  /** What help says after the options. */
  readonly remark?: string;
  /** At the end of help; each one runs as it is. */
  readonly examples?: readonly string[];
  readonly commands?: readonly CommandSpec[];
  /** Gets the values of the options and of the arguments. It loads what it needs: other commands start without it. */
  run?(flags: FlagsOf<Options>, context: Context, ...values: never[]): Promise<void>;
}

/** The description of a command, with the types of its flags. */
export function command<Options extends OptionTable>(spec: CommandSpec<Options>): CommandSpec<Options> {
  return spec;
}

/** Adds a command to the program, or to the command that it is a part of. */
export function addCommand(parent: Command, spec: CommandSpec, context: Context): void {
  const added = parent.command(spec.name).summary(spec.summary).description(spec.description);
  for (const argument of spec.arguments ?? []) added.addArgument(argument);
  for (const [name, option] of Object.entries(spec.options ?? {})) {
    if (option.attributeName() !== name) throw new Error(`${option.long} should be called ${name}.`);
    added.addOption(option);
  }
  if (spec.remark !== undefined) added.addHelpText('after', `\n${spec.remark}`);
  const lines = spec.examples?.map((example) => `\n  $ ${example}`);
  if (lines !== undefined) added.addHelpText('after', `\nExamples:${lines.join('')}`);
  for (const inner of spec.commands ?? []) addCommand(added, inner, context);
  if (spec.run === undefined) return;
  added.action(async (...given: unknown[]) => {
    const [flags] = given.splice(-2) as [FlagsOf<OptionTable>, Command];
    await spec.run?.(flags, context, ...(given as never[]));
  });
}
