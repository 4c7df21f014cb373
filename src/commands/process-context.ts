import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { type Clock, systemClock } from '../clock.ts';
import { type Environment, environment } from '../config.ts';
import { InterruptedError } from '../errors.ts';
import { readDwhCfg } from '../settings/read-dwh-cfg.ts';
import { untilAborted } from '../stopped.ts';
import { openTerminal } from '../terminal/terminal.ts';
import { openCall } from './call.ts';
import type { Context } from './context.ts';

interface Streams {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** The context of a command that runs on these streams, in this environment, with the `dwh.cfg` of this folder. */
export function processContext(
  streams: Streams,
  signal: AbortSignal,
  { variables }: Environment = environment,
  clock: Clock = systemClock,
): Context {
  return {
    terminal: openTerminal(streams, { variables }),
    call: openCall(),
    signal,
    environment: variables,
    readConfig: readDwhCfg,
    readInput: () => untilAborted(text(streams.stdin), signal),
    clock,
    ask: async (question) => (streams.stdin.isTTY ? await asked(question, streams, signal) : undefined),
  };
}

async function asked(question: string, { stdin, stderr }: Streams, signal: AbortSignal): Promise<string> {
  const lines = createInterface({ input: stdin, output: stderr, terminal: true });
  // readline takes Ctrl-C for itself; without a listener it would have no effect.
  const stop = new AbortController();
  lines.once('SIGINT', () => stop.abort());
  const either = AbortSignal.any([signal, stop.signal]);
  try {
    return await lines.question(question, { signal: either });
  } catch (cause) {
    if (!either.aborted) throw cause;
    throw new InterruptedError('SPK-109', 'Interrupted; nothing was done.', { cause });
  } finally {
    lines.close();
  }
}
