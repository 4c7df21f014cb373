import { kebabCase } from './letter-case.ts';

/** A command to run next. It is printed with the flags of the call that it belongs to, so that it means the same cluster when pasted. */
export interface Hint {
  /** Without the program's name: `cluster delete`. */
  readonly command: string;
  /** Flags beside those of the call, by their names in camelCase; false leaves out one of the call. */
  readonly flags?: HintFlags;
  /** What it is for: `Create it`; empty where that is plain. */
  readonly why: string;
}

/** The command of a hint, where what it is for is plain. */
export type HintedCommand = Omit<Hint, 'why'>;

/** Several values are a flag that is given several times. */
export type HintFlags = Readonly<Record<string, string | boolean | readonly string[]>>;

/** The flags that a hint takes over from the call that it belongs to: those that its command knows. */
export type Call = (command: string) => HintFlags;

/** The lines that are printed for hints: the commands below each other, sentences as they are. */
export function hintLines(hints: readonly (string | Hint)[], call?: Call): readonly string[] {
  const width = Math.max(0, ...hints.map((hint) => (typeof hint === 'string' ? 0 : hint.why.length)));
  return hints.map((hint) =>
    typeof hint === 'string'
      ? hint
      : `${width === 0 ? '' : `${hint.why.padEnd(width)}   `}${commandLine(hint, call)}`,
  );
}

/** The command of a hint, as it is typed. */
export function commandLine({ command, flags }: HintedCommand, call?: Call): string {
  const words = Object.entries({ ...call?.(command), ...flags })
    .filter(([, value]) => value !== false)
    .flatMap(([name, value]) =>
      value === true ? flagOf(name) : [value].flat().map((each) => `${flagOf(name)} ${quoted(String(each))}`),
    );
  return ['sparkify', command, ...words].join(' ');
}

/** A text that a shell takes for one word. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The flag of an option, by its name in camelCase: `--log-jsonpath`. */
export function flagOf(name: string): string {
  return `--${kebabCase(name)}`;
}
