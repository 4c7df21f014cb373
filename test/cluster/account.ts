import { expect } from 'vitest';
import type { Context } from '../../src/commands/context.ts';
import { buildProgram } from '../../src/commands/program.ts';
import { SparkifyError } from '../../src/errors.ts';
import { hintLines } from '../../src/hint.ts';
import { recordingContext } from '../recording-context.ts';
import { dwhCfgOf } from '../settings/dwh-cfg-of.ts';
import { type FakeAws, openFakeAws } from './fake-aws/fake-aws.ts';
import { emptyWorld, type FakeClock, fakeClock, type Pace, type World } from './fake-aws/world.ts';

/** What came of a command. */
export interface Outcome {
  readonly out: string;
  readonly noted: string;
  readonly error: Error | undefined;
}

/** An account of the fake AWS, and the command line in front of it. */
export interface TestAccount extends AsyncDisposable {
  readonly world: World;
  readonly aws: FakeAws;
  readonly clock: FakeClock;
  /** Runs `sparkify` with these words; questions are answered from `answers`, and nobody is there when they are used up. */
  run(words: string, options?: RunOptions): Promise<Outcome>;
  /** The same, of a command that has to succeed. */
  succeed(words: string, options?: RunOptions): Promise<Outcome>;
}

interface RunOptions {
  readonly answers?: readonly string[];
  /** The text of dwh.cfg; without it, the {@link keys} of the account. */
  readonly cfg?: string;
  readonly signal?: AbortSignal;
  readonly addressService?: string;
  /** Whether a name is known; default: every name. */
  readonly resolves?: (host: string) => Promise<boolean>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Milliseconds that `cluster verify` lets a statement wait. */
  readonly longestWait?: number;
  /** Called with every line of a wait. */
  readonly onWaiting?: (line: string) => void;
}

export async function openTestAccount(pace?: Pace): Promise<TestAccount> {
  const clock = fakeClock();
  const world = emptyWorld(clock, pace);
  const aws = await openFakeAws(world);
  const run = (words: string, options: RunOptions = {}) =>
    runCommand(words.split(' '), aws.endpoint, clock, options);
  return {
    ...{ world, aws, clock, run },
    async succeed(words, options) {
      const outcome = await run(words, options);
      expect(wordsOf(outcome.error), words).toBe('no error');
      return outcome;
    },
    [Symbol.asyncDispose]: () => aws[Symbol.asyncDispose](),
  };
}

/** Runs a command against any endpoint that speaks AWS. */
export async function runCommand(
  words: readonly string[],
  endpoint: string,
  clock: Context['clock'],
  options: RunOptions = {},
): Promise<Outcome> {
  const answers = [...(options.answers ?? [])];
  const { context, printed, noted } = recordingContext(
    {
      environment: { AWS_ENDPOINT_URL: endpoint, ...options.environment },
      readConfig: () => dwhCfgOf(options.cfg ?? keys),
      ask: async () => answers.shift(),
      clock,
      ...(options.signal && { signal: options.signal }),
      ...(options.longestWait && { longestWait: options.longestWait }),
      retryDelay: () => 1,
      resolves: options.resolves ?? (async () => true),
      addressService: options.addressService ?? `${endpoint}/checkip`,
    },
    options.onWaiting ?? (() => {}),
  );
  const program = buildProgram(context);
  context.call.follow(program);
  let error: Error | undefined;
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (thrown) {
    error = thrown as Error;
    if (error instanceof SparkifyError) rendered.set(error, context.call.lines(error.hints));
  }
  return { out: printed.join('\n'), noted: noted.join('\n'), error };
}

/** The hints of errors, as the command that failed prints them. */
const rendered = new WeakMap<Error, readonly string[]>();

/** What a person reads of an error. */
export function wordsOf(error: Error | undefined): string {
  if (!(error instanceof SparkifyError)) return String(error?.stack ?? 'no error');
  return [error.message, ...error.details, ...(rendered.get(error) ?? hintLines(error.hints))].join('\n');
}

/** The section of a dwh.cfg with which the account can be asked. */
export const keys = '[AWS]\nKEY=AKIDEXAMPLE\nSECRET=notASecret\n';

/** The role that the originals make, without the tags of ours. */
export function addRoleOfOriginals({ roles }: World, attached: readonly string[] = []): void {
  roles.set('dwhRole', {
    ...{ name: 'dwhRole', createdAt: 0, tags: {}, inline: new Map(), attached: new Set(attached) },
    trust: '{"Statement":[{"Principal":{"Service":"redshift.amazonaws.com"}}]}',
  });
}
