import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { type Clock, systemClock } from '../cluster/wait.ts';
import { type Environment, environment } from '../config.ts';
import { parseIni } from '../dwh-cfg/ini.ts';
import { InterruptedError, UsageError } from '../errors.ts';
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
    readConfig,
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

/** The entries of a configuration file; of `dwh.cfg`, if there is one, where none is named. */
async function readConfig(file: string | undefined): ReturnType<Surroundings['readConfig']> {
  const name = file ?? 'dwh.cfg';
  try {
    return { name, entries: parseIni(await readFile(name, 'utf8'), name) };
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    if (code === 'ENOENT' && file === undefined) return { name, entries: [] };
    const why = code === 'ENOENT' ? 'it does not exist' : message;
    throw new UsageError(`${name} cannot be read: ${why}.`, { cause, hints: ['Write one: sparkify init'] });
  }
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
