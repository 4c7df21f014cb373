import { createInterface } from 'node:readline/promises';
import { type Clock, systemClock } from '../cluster/wait.ts';
import { readDwhCfg } from '../config/read-dwh-cfg.ts';
import { type Environment, environment } from '../config.ts';
import { InterruptedError } from '../errors.ts';
import type { Runtime } from './runtime.ts';
import type { Surroundings } from './surroundings.ts';

/** How often a wait is told where lines cannot be drawn over, in milliseconds. */
const toldEvery = 30_000;

interface Streams {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream;
}

/** The surroundings of a command in a process: its terminal, its environment, and the `dwh.cfg` beside it. */
export function processSurroundings(
  { terminal, signal }: Runtime,
  streams: Streams = process,
  { variables }: Environment = environment,
  clock: Clock = systemClock,
): Surroundings {
  let toldAt = Number.NEGATIVE_INFINITY;
  return {
    environment: variables,
    readConfig: readDwhCfg,
    clock,
    signal,
    write(line) {
      terminal.draw('');
      terminal.print(line);
    },
    tell(line) {
      terminal.draw('');
      terminal.note(line);
    },
    waiting(line) {
      if (terminal.canDraw) return terminal.draw(line);
      const now = clock.now().getTime();
      if (now - toldAt < toldEvery) return;
      toldAt = now;
      terminal.note(line);
    },
    ask: async (question) => (streams.stdin.isTTY ? await asked(question, streams, signal) : undefined),
  };
}

async function asked(question: string, { stdin, stderr }: Streams, signal: AbortSignal): Promise<string> {
  const lines = createInterface({ input: stdin, output: stderr, terminal: true });
  // readline takes Ctrl-C for itself, and without a listener nobody would hear of it.
  const stop = new AbortController();
  lines.once('SIGINT', () => stop.abort());
  const either = AbortSignal.any([signal, stop.signal]);
  try {
    return await lines.question(question, { signal: either });
  } catch (cause) {
    if (!either.aborted) throw cause;
    throw new InterruptedError('Interrupted; nothing was done.', { cause });
  } finally {
    lines.close();
  }
}
