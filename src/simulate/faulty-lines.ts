import { type DayFiles, dayMs } from './day-files.ts';
import type { EventBlock } from './event-block.ts';
import { eventKeys, spoilLine } from './fault-kinds.ts';
import type { FaultKey } from './faults.ts';
import type { LineSink } from './merge.ts';
import { Random, streams } from './random.ts';
import type { Settings } from './settings.ts';

/** The state of the faults of a simulation between two periods. */
export interface FaultsState {
  /** The stream of random numbers. */
  readonly random: readonly number[];
  /** Events that have yet to come in late. */
  readonly late: readonly LateLine[];
  /** The size of the key, in bytes. */
  readonly keySize: number;
}

interface LateLine {
  /** Comes in with the first event from then on, in epoch milliseconds. */
  readonly due: number;
  readonly line: string;
}

/** Late events come in this much later: always in the file of a later day. */
const delay = 26 * 3_600_000;
/** One fault in twenty is an event that comes in late. */
const lateShare = 0.05;
/** Files are compressed, or begin with a byte order mark, this much more often than lines have faults. */
const fileFactor = 10;

export interface FaultyLines extends LineSink {
  state(keySize: number): FaultsState;
}

/** Copies lines into the files of their days like `cleanLines`, with faults at the rate that `settings` asks for. */
export function faultyLines(
  files: DayFiles,
  key: FaultKey,
  settings: Settings,
  resumed: FaultsState | null,
): FaultyLines {
  const random = new Random();
  if (resumed === null) random.seed(settings.seed, streams.logFaults);
  else random.load(Int32Array.from(resumed.random));
  const late: LateLine[] = [...(resumed?.late ?? [])];
  const rate = settings.dirty;
  const fileRate = Math.min(0.5, rate * fileFactor);

  const turnTo = async (day: number): Promise<void> => {
    const lot = new Random().seed(settings.seed, streams.dayFaults, day);
    const packed = lot.uniform() < fileRate;
    const marked = lot.uniform() < fileRate;
    await files.turnTo(day, settings.gzip || packed);
    if (files.lines > 0) return;
    if (packed && !settings.gzip) add('gzip', 0, false);
    if (!marked) return;
    files.append('\xef\xbb\xbf');
    add('byte-order-mark', 1, false);
  };

  const append = async (line: string): Promise<void> => {
    if (files.full) await files.flush();
    files.append(`${line}\n`);
    files.lines++;
  };

  const add = (kind: string, line: number, rejected: boolean): void => {
    key.add({ file: files.name, line, kind, rejected });
  };

  return {
    async write(block: EventBlock, line: number, session: number) {
      const time = block.times[line] ?? 0;
      const day = Math.floor(time / dayMs);
      if (day !== files.day) await turnTo(day);
      for (let first = late[0]; first !== undefined && first.due <= time; first = late[0]) {
        await append(first.line);
        add('late', files.lines, false);
        late.shift();
      }
      const text = lineText(block, line, session);
      if (random.uniform() >= rate) return append(text);
      if (random.uniform() < lateShare) {
        late.push({ due: time + delay, line: text });
        return;
      }
      const { fault, lines } = spoilLine(text, eventKeys, random);
      for (const spoilt of lines) await append(spoilt);
      add(fault.kind, files.lines, fault.rejected);
    },
    state(keySize) {
      const words = new Int32Array(4);
      random.store(words);
      return { random: Array.from(words), late, keySize };
    },
  };
}

function lineText({ bytes, ends, splits }: EventBlock, line: number, session: number): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = line === 0 ? 0 : (ends[line - 1] ?? 0);
  const split = splits[line] ?? 0;
  const end = (ends[line] ?? 0) - 1;
  return `${buffer.toString('latin1', start, split)}${session}${buffer.toString('latin1', split, end)}`;
}
