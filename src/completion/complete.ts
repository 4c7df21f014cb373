import type { Command, Option } from 'commander';

/** A word that may come next, and its meaning. */
export interface Candidate {
  readonly word: string;
  readonly about: string;
}

/** Words that a command takes but cannot list without loading what it works on, by the command's name. */
export type KnownWords = Readonly<Record<string, () => Promise<readonly Candidate[]>>>;

/**
 * What may replace the last word: verbs, options that are not there yet, values of which there are few.
 * Nothing where it is the name of a file, or anything else: shells complete files by themselves.
 */
export async function complete(
  program: Command,
  words: readonly string[],
  known: KnownWords = {},
): Promise<readonly Candidate[]> {
  const current = words.at(-1) ?? '';
  const { command, awaits, given } = follow(program, words.slice(0, -1));
  const candidates = await candidatesOf({ command, awaits, given, current, known });
  return candidates.filter(({ word }) => word.startsWith(current));
}

interface Place {
  readonly command: Command;
  /** The option whose value comes next. */
  readonly awaits: Option | undefined;
  /** The options that are there already. */
  readonly given: readonly Option[];
}

/** Where the words lead. */
function follow(program: Command, words: readonly string[]): Place {
  let command = program;
  let awaits: Option | undefined;
  const given: Option[] = [];
  for (const word of words) {
    if (awaits !== undefined) {
      awaits = undefined;
      continue;
    }
    const option = command.options.find(({ long, short }) => long === word || short === word);
    if (option === undefined) {
      // The words behind `help` are those of the command that it belongs to.
      command = command.commands.find((each) => each.name() === word && word !== 'help') ?? command;
    } else {
      given.push(option);
      if (option.required) awaits = option;
    }
  }
  return { command, awaits, given };
}

async function candidatesOf({
  command,
  awaits,
  given,
  current,
  known,
}: Place & { readonly current: string; readonly known: KnownWords }): Promise<readonly Candidate[]> {
  if (awaits !== undefined)
    return (awaits.argChoices ?? []).map((word) => ({ word, about: awaits.description }));
  if (current.startsWith('-')) {
    const left = command
      .createHelp()
      .visibleOptions(command)
      .filter((option) => !given.includes(option));
    return left.map(({ long, description }) => ({ word: long ?? '', about: description }));
  }
  const verbs = command.createHelp().visibleCommands(command);
  const values = command.registeredArguments.flatMap(({ argChoices = [], description }) =>
    argChoices.map((word) => ({ word, about: description })),
  );
  return [
    ...verbs.map((verb) => ({ word: verb.name(), about: verb.summary() || verb.description() })),
    ...values,
    ...((await known[command.name()]?.()) ?? []),
  ];
}
