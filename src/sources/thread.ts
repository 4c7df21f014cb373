import { on } from 'node:events';
import { Worker } from 'node:worker_threads';

/** A thread that answers questions one after the other. */
export interface Thread<Question, Answer> {
  ask(question: Question): void;
  /** The answers in the order of the questions. Fails if the thread does, or when the run is stopped. */
  answer(): Promise<Answer>;
  end(): Promise<void>;
}

/** Threads need the compiled program: where this one runs from its TypeScript source, as in most tests, there are none. */
export const hasThreads = import.meta.url.endsWith('.js');

/** @param script of the compiled program, which lies in one folder */
export function openThread<Question, Answer>(
  script: string,
  signal: AbortSignal | undefined,
): Thread<Question, Answer> {
  const thread = new Worker(new URL(script, import.meta.url), {
    execArgv: [], // options such as --eval are for the program that starts the thread, not for it
    resourceLimits: { maxYoungGenerationSizeMb: 3 }, // of 48, which hold garbage alone: a thread keeps next to nothing
  });
  const answers = on(thread, 'message', { ...(signal && { signal }) });
  return {
    ask: (question) => thread.postMessage(question),
    async answer() {
      try {
        const { value } = await answers.next();
        return value[0] as Answer;
      } catch (error) {
        signal?.throwIfAborted(); // the reason, not that nobody waited any longer
        throw error;
      }
    },
    async end() {
      await answers.return?.(); // or the signal would keep its listener
      await thread.terminate();
    },
  };
}
