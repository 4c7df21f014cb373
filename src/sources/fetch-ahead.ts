import { setMaxListeners } from 'node:events';
import { defaultConnections } from '../s3/settings.ts';
import type { Source, SourceFile } from './source.ts';

export interface FetchAhead {
  /** Files that are read at the same time; default {@link defaultConnections}. */
  readonly concurrency?: number;
  /** Bytes that may be in memory at the same time; a larger file is streamed. Default 64 MiB. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

export interface FetchedFile {
  readonly file: SourceFile;
  /** The content in order: in memory already, or streamed, and then to be used before the next file is asked for. */
  readonly chunks: readonly Uint8Array[] | AsyncIterable<Uint8Array>;
}

/** What a file takes besides its content, so that the number of files ahead is bounded, too. */
const overhead = 1024;

/**
 * The files with their content, in the order given. Small files are read ahead, several at a time, as far as memory allows.
 * A file that cannot be read throws when its turn comes. Reading has stopped when the generator has ended, however it ends.
 */
export async function* fetchAhead(
  source: Source,
  files: Iterable<SourceFile> | AsyncIterable<SourceFile>,
  { concurrency = defaultConnections, maxBytes = 64 << 20, signal }: FetchAhead = {},
): AsyncGenerator<FetchedFile> {
  const left = new AbortController();
  const stop = signal === undefined ? left.signal : AbortSignal.any([signal, left.signal]);
  // Each read listens to it.
  setMaxListeners(0, stop);
  const readers = createAllowance(concurrency);
  const memory = createAllowance(maxBytes);
  const ahead = createQueue<Ahead>();
  const fits = ({ size }: SourceFile) => size + overhead <= maxBytes;
  const taken = (file: SourceFile) => (fits(file) ? file.size + overhead : Math.min(overhead, maxBytes));

  async function feed(): Promise<void> {
    for await (const file of files) {
      await memory.take(taken(file));
      if (fits(file)) await readers.take(1);
      if (stop.aborted) return;
      ahead.push(fits(file) ? { file, content: read(file) } : { file });
    }
  }
  function read(file: SourceFile): Promise<Uint8Array[]> {
    return quiet(collect(source.read(file, stop)).finally(() => readers.give(1)));
  }
  const feeding = quiet(feed().finally(ahead.end));

  try {
    for await (const { file, content } of ahead.items()) {
      stop.throwIfAborted();
      yield { file, chunks: content === undefined ? source.read(file, stop) : await content };
      memory.give(taken(file));
    }
    await feeding;
    stop.throwIfAborted();
  } catch (error) {
    // Whatever broke when it was given up, the reason is what matters.
    signal?.throwIfAborted();
    throw error;
  } finally {
    left.abort();
    readers.lift();
    memory.lift();
    await Promise.allSettled([feeding, ...ahead.rest().map(({ content }) => content)]);
  }
}

interface Ahead {
  readonly file: SourceFile;
  /** None for a file that is to be streamed. */
  readonly content?: Promise<Uint8Array[]>;
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
}

/** A promise whose failure is dealt with when its turn comes, and is nobody's until then. */
function quiet<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  return promise;
}

interface Allowance {
  /** Waits until that much is left; for one caller at a time. */
  take(amount: number): Promise<void>;
  give(amount: number): void;
  /** Lets everybody pass from now on. */
  lift(): void;
}

function createAllowance(total: number): Allowance {
  let rest = total;
  let wake = () => {};
  const give = (amount: number) => {
    rest += amount;
    wake();
  };
  return {
    async take(amount) {
      while (rest < amount) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      rest -= amount;
    },
    give,
    lift: () => give(Number.POSITIVE_INFINITY),
  };
}

interface Queue<Item> {
  push(item: Item): void;
  end(): void;
  /** The items as they come, for one reader. */
  items(): AsyncGenerator<Item>;
  /** The items that were pushed and not read. */
  rest(): readonly Item[];
}

function createQueue<Item>(): Queue<Item> {
  const waiting: Item[] = [];
  let ended = false;
  let wake = () => {};
  return {
    push(item) {
      waiting.push(item);
      wake();
    },
    end() {
      ended = true;
      wake();
    },
    async *items() {
      for (;;) {
        const item = waiting.shift();
        if (item !== undefined) {
          yield item;
        } else if (ended) {
          return;
        } else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    },
    rest: () => waiting,
  };
}
