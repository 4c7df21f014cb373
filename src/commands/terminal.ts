import type { Readable, Writable } from 'node:stream';
import { systemClock } from '../cluster/wait.ts';
import { InterruptedError } from '../errors.ts';
import type { Surroundings } from './surroundings.ts';

/** A stream that may be a terminal. */
type Output = Writable & { readonly isTTY?: boolean };

/** How often a wait is told where lines cannot be replaced, in milliseconds. */
const toldEvery = 30_000;

/** The surroundings of a command that a person or a scheduler runs: results to `output`, all else to `errors`. */
export function terminalSurroundings(
  streams: {
    readonly input: Readable & { isTTY?: boolean };
    readonly output: Output;
    readonly errors: Output;
  },
  rest: Pick<Surroundings, 'environment' | 'readConfig'> & Partial<Surroundings>,
): Surroundings {
  const { input, output, errors } = streams;
  const clock = rest.clock ?? systemClock;
  let isWaitShown = false;
  let toldAt = Number.NEGATIVE_INFINITY;
  const endWait = () => {
    if (isWaitShown) errors.write('\r\u001b[2K');
    isWaitShown = false;
  };
  return {
    clock,
    write(line) {
      endWait();
      output.write(`${line}\n`);
    },
    tell(line) {
      endWait();
      errors.write(`${line}\n`);
    },
    waiting(line) {
      if (errors.isTTY) {
        errors.write(`\r\u001b[2K${line}`);
        isWaitShown = true;
        return;
      }
      const now = clock.now().getTime();
      if (now - toldAt < toldEvery) return;
      toldAt = now;
      errors.write(`${line}\n`);
    },
    async ask(question) {
      if (!input.isTTY || !errors.isTTY) return undefined;
      return await asked(question, { input, errors, signal: rest.signal });
    },
    ...rest,
  };
}

async function asked(
  question: string,
  from: { readonly input: Readable; readonly errors: Output; readonly signal: AbortSignal | undefined },
): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: from.input, output: from.errors, terminal: true });
  // readline takes Ctrl-C for itself, and without a listener nobody would hear of it.
  const stop = new AbortController();
  lines.once('SIGINT', () => stop.abort());
  const signal = from.signal ? AbortSignal.any([from.signal, stop.signal]) : stop.signal;
  try {
    return await lines.question(question, { signal });
  } catch (cause) {
    if (!signal.aborted) throw cause;
    throw new InterruptedError('Interrupted; nothing was done.', { cause });
  } finally {
    lines.close();
  }
}
