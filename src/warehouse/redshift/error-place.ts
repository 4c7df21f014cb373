import type { Statement } from '../../sql.ts';
import { type ErrorPlace, firstWord } from '../statement-error.ts';

/** A statement that failed. */
export interface SentStatement {
  readonly statement: Statement | string;
  /** As it went over the wire. */
  readonly sent?: string;
  readonly location: string;
  readonly atCommit: boolean;
}

/** The place that the server names: it counts characters from 1, and of many errors it names none. */
export function placeIn(
  sent: string | undefined,
  error: Error & { readonly position?: string },
): ErrorPlace | undefined {
  const position = Number(error.position);
  if (sent === undefined || !(position >= 1 && position <= sent.length)) return undefined;
  const before = sent.slice(0, position - 1).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  return { line: before.length, column, word: firstWord(sent.slice(position - 1)) };
}
