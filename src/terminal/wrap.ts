import { stripVTControlCharacters } from 'node:util';
import type { Terminal } from './terminal.ts';

/**
 * Breaks a text between words into lines of at most `width` characters; a longer word has a line of its own. A
 * no-break space holds two words together, and becomes a plain one.
 */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && lengthOf(last) + 1 + lengthOf(word) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => line.replaceAll('\u00a0', ' '));
}

/** Colours take no place. */
const lengthOf = (text: string) => stripVTControlCharacters(text).length;

/** What a text takes at least, however long what is before it: narrower, it would be a column of words. */
const narrowest = 20;

/** A text behind a head, in lines below each other that are no longer than `width`; programs get one, by `Infinity`. */
export function hanging(head: string, text: string, width: number): readonly string[] {
  const indent = lengthOf(head);
  return wrap(text, Math.max(narrowest, width - indent)).map((line, index) =>
    `${index === 0 ? head : ' '.repeat(indent)}${index === 0 ? line : line.trimStart()}`.trimEnd(),
  );
}

/** Prints a text behind a head, broken for a person and in one line for a program. */
export function printProse(
  { print, proseWidth }: Pick<Terminal, 'print' | 'proseWidth'>,
  head: string,
  text: string,
): void {
  for (const line of hanging(head, text, proseWidth.print)) print(line);
}
