import { byteOrderMark, lineFeed, startsWithByteOrderMark } from './lines.ts';

/** Counts the lines of a file by its bytes alone. */
export interface LineCount {
  take(chunk: Uint8Array): void;
  /** The lines so far; one that has not ended counts. */
  lines(): number;
}

export function startLineCount(): LineCount {
  let ended = 0;
  let size = 0;
  let start = Buffer.alloc(0);
  let last: number | undefined;
  return {
    take(chunk) {
      for (let at = chunk.indexOf(lineFeed); at !== -1; at = chunk.indexOf(lineFeed, at + 1)) ended++;
      size += chunk.length;
      last = chunk.at(-1) ?? last;
      if (start.length < byteOrderMark.length)
        start = Buffer.concat([start, chunk.subarray(0, byteOrderMark.length)]);
    },
    lines() {
      const isEmpty = size === 0 || (size === byteOrderMark.length && startsWithByteOrderMark(start));
      return ended + Number(!isEmpty && last !== lineFeed);
    },
  };
}
