import type { Statement } from '../sql.ts';

/** Where an engine found a statement wrong. */
export interface ErrorPlace {
  /** The line of the text that was sent, from 1. */
  readonly line: number;
  /** The character of that line, from 1. */
  readonly column: number;
  /** What is there; empty at the end of the text. */
  readonly word: string;
}

/** The name, or the one character, that the text at an {@link ErrorPlace} begins with. */
export function firstWord(text: string): string {
  return /^(?:"[^"]*"|[\w$]+|.?)/.exec(text)?.[0] ?? '';
}

/** An engine's refusal of a statement: what it said, and which statement. */
export class StatementError extends Error {
  /** The file below `sql/`, or undefined for SQL of the user or made by the program. */
  readonly file: string | undefined;
  /** The statement. */
  readonly text: string;
  readonly place: ErrorPlace | undefined;

  constructor(
    message: string,
    statement: Statement | string,
    { cause, place }: { readonly cause: unknown; readonly place?: ErrorPlace | undefined },
  ) {
    const { text, file, line } = typeof statement === 'string' ? { text: statement } : statement;
    const ours = line === undefined ? file : undefined;
    super(ours === undefined ? message : `sql/${ours}: ${message}`, { cause });
    this.name = 'StatementError';
    this.file = ours;
    this.text = text;
    this.place = place;
  }
}
