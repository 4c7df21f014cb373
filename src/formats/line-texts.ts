import { isUtf8 } from 'node:buffer';
import { byte } from './bytes.ts';
import type { Input } from './input.ts';

/** The texts of the lines that are wholly there, decoded many at a time. */
export interface Lines {
  /**
   * The text of the line at whose beginning the input is, without its end.
   *
   * @param isEnd whether the last line may lack its end
   * @returns undefined if it is not wholly there, or no UTF-8
   */
  next(line: number, isEnd: boolean): string | undefined;
  /** Bytes. */
  sizeOf(text: string): number;
}

export function startLines(input: Input): Lines {
  let texts: readonly (string | undefined)[] = [];
  let first = 0;
  let isAscii = false;

  function decode(line: number, isEnd: boolean): void {
    const bytes = input.bytes();
    const end = isEnd ? bytes.length : bytes.lastIndexOf(byte.lineFeed);
    first = line;
    if (end < input.at) {
      texts = [];
      return;
    }
    const block = bytes.subarray(input.at, end);
    const text = isUtf8(block) ? block.toString('utf8') : undefined;
    texts = text === undefined ? textsOf(block) : text.split('\n');
    isAscii = text?.length === block.length;
    // What follows the last end of a line is no line.
    if (isEnd && texts.at(-1) === '') texts = texts.slice(0, -1);
  }

  return {
    next(line, isEnd) {
      if (line - first >= texts.length) decode(line, isEnd);
      return texts[line - first];
    },
    sizeOf: (text) => (isAscii ? text.length : Buffer.byteLength(text)),
  };
}

/** The lines of bytes that are no UTF-8 as a whole. */
function textsOf(block: Buffer): readonly (string | undefined)[] {
  const texts: (string | undefined)[] = [];
  for (let start = 0; start <= block.length; ) {
    const found = block.indexOf(byte.lineFeed, start);
    const end = found === -1 ? block.length : found;
    const line = block.subarray(start, end);
    texts.push(isUtf8(line) ? line.toString('utf8') : undefined);
    start = end + 1;
  }
  return texts;
}
