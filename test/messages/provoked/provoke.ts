import { runCommand } from '../../../src/commands/run-command.ts';
import { SparkifyError } from '../../../src/errors.ts';
import type { Code } from '../../../src/messages/messages.ts';
import { type Ended, sparkify } from '../../cli/sparkify.ts';
import { recordingContext } from '../../recording-context.ts';
import { type SourceFolder, smallSource, sourceFolder } from '../../source-folder.ts';

/** The error that a user met. */
export interface Met {
  readonly code: string | undefined;
  readonly message: string | undefined;
}

/** Makes an error happen, by the conditions that make it happen to a user. */
export type Provocation = () => Promise<Met>;

/** One for each of these codes. */
export type Provocations<Of extends Code = Code> = Readonly<Record<Of, Provocation>>;

interface Conditions {
  /** Changes the folder that the command runs in, which holds the small source. */
  readonly prepare?: (folder: SourceFolder) => unknown;
  readonly env?: Readonly<Record<string, string>>;
}

/** The error that a command prints. */
export function printed(args: readonly string[], { prepare, env }: Conditions = {}): Provocation {
  return async () => {
    using folder = sourceFolder(smallSource);
    await prepare?.(folder);
    return readError(await sparkify(args, { cwd: folder.path, ...(env && { env }) }));
  };
}

/** The error of a command that asks before it goes on, and is answered. */
export function printedAfter(answer: string, args: (folder: string) => readonly string[]): Provocation {
  return async () => {
    using folder = sourceFolder(smallSource);
    await load(folder);
    const { context, noted } = recordingContext({ ask: async () => answer });
    await runCommand(['node', 'sparkify', ...args(folder.path)], context);
    return readError({ stderr: noted.join('\n') });
  };
}

/** The error that the library throws. */
export function thrown(work: (folder: SourceFolder) => Promise<unknown>): Provocation {
  return async () => {
    using folder = sourceFolder(smallSource);
    return metIn(await work(folder).catch((error: unknown) => error));
  };
}

export function metIn(error: unknown): Met {
  if (error instanceof SparkifyError) return error;
  return { code: undefined, message: String(error instanceof Error ? error.stack : error) };
}

export function readError({ stderr }: Pick<Ended, 'stderr'>): Met {
  const code = /sparkify explain (SPK-\d+)\n?$/.exec(stderr)?.[1];
  const message = /^error {2}(.*)$/m.exec(stderr)?.[1];
  return { code, message: message ?? stderr };
}

/** Loads the source of a folder into its `sparkify.duckdb`. */
export async function load(folder: SourceFolder): Promise<void> {
  await inFolder(folder, 'etl', '--data', '.');
}

/** Runs a command that has to succeed. */
export async function inFolder({ path }: SourceFolder, ...args: readonly string[]): Promise<void> {
  const { code, stderr } = await sparkify(args, { cwd: path });
  if (code !== 0) throw new Error(stderr);
}
