import { findWords, type Token } from './tokens.ts';

/**
 * The LOCK that a statement of Redshift's takes beyond PostgreSQL's, if it writes: UPDATE, DELETE and MERGE have a table to
 * themselves beside readers, and wait before they take their snapshot; INSERT and COPY wait for them, and not for each other
 * [docs: c_serial_isolation, c_write_readwrite; facts-2 §6].
 */
export function lockOf(words: readonly Token[]): string | undefined {
  const run = ['update', 'delete from', 'merge into'].find((each) => findWords(words, each) === 0);
  if (run === undefined) return undefined;
  const at = run.split(' ').length;
  const parts = words[at + 1]?.value === '.' ? words.slice(at, at + 3) : words.slice(at, at + 1);
  return `lock table ${parts.map(({ text }) => text.toLowerCase()).join('')} in share row exclusive mode`;
}
