import { type DayFiles, dayMs } from './day-files.ts';
import type { EventBlock } from './event-block.ts';
import type { LineSink } from './merge.ts';

/** Copies lines into the files of their days, with the ids of their sessions put in. */
export function cleanLines(files: DayFiles, gzip: boolean): LineSink {
  let dayEnd = -Infinity;
  const write = (block: EventBlock, line: number, session: number): Promise<void> | undefined => {
    const time = block.times[line] ?? 0;
    if (time >= dayEnd || files.full) return wait(block, line, session, time);
    const { bytes } = block;
    const start = line === 0 ? 0 : (block.ends[line - 1] ?? 0);
    const split = block.splits[line] ?? 0;
    const end = block.ends[line] ?? 0;
    const { buffer } = files;
    buffer.set(bytes.subarray(start, split), files.length);
    const at = writeDigits(buffer, files.length + split - start, session);
    buffer.set(bytes.subarray(split, end), at);
    files.length = at + end - split;
    files.lines++;
    return undefined;
  };
  const wait = async (block: EventBlock, line: number, session: number, time: number): Promise<void> => {
    if (files.full) await files.flush();
    const day = Math.floor(time / dayMs);
    if (day !== files.day) await files.turnTo(day, gzip);
    dayEnd = (day + 1) * dayMs;
    await write(block, line, session);
  };
  return { write };
}

/** Writes a number in decimal at `at`. Returns where it ends. */
function writeDigits(buffer: Uint8Array, at: number, number: number): number {
  let end = at + 1;
  for (let rest = number; rest >= 10; rest = (rest / 10) | 0) end++;
  let rest = number;
  for (let place = end - 1; place >= at; place--) {
    const left = (rest / 10) | 0;
    buffer[place] = 48 + rest - left * 10;
    rest = left;
  }
  return end;
}
