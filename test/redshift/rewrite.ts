import { closing, findWords, joined, significant, type Token, tokenize } from './tokens.ts';

/** What the session knows that PGlite, one backend for all sessions, does not. */
export interface SessionFacts {
  readonly backend: number;
  readonly lastCopyCount: number;
}

/** Turns a statement of Redshift's into one that PostgreSQL takes, with the same meaning. */
export function rewrite(tokens: readonly Token[], facts: SessionFacts): string {
  const folded = tokens.map(foldQuoted);
  const words = significant(folded);
  if (words[0]?.value === 'set' && words[1]?.value === 'query_group') return joined(queryGroup(words));
  if (findWords(words, 'create user') === 0)
    return joined(words.slice(0, 3).flatMap((word) => [word, blank]));
  const answered = answerSession(folded, facts);
  const isTable = findWords(words, 'create table') === 0 || findWords(words, 'create temp table') === 0;
  if (isTable || findWords(words, 'alter table') === 0) return rewriteTable(answered);
  return joined(answered);
}

const blank: Token = { kind: 'blank', text: ' ', value: ' ' };

/** Names are lower case even in quotes [dg:r_names]. */
const foldQuoted = (token: Token): Token =>
  token.kind === 'quoted' ? { ...token, text: token.text.toLowerCase() } : token;

/** PostgreSQL takes settings that it does not know only with a prefix. */
const queryGroup = (words: readonly Token[]): Token[] =>
  tokenize(`set redshift.query_group to ${words.at(-1)?.text ?? "''"}`);

/** Functions and words whose answer belongs to the session, or that PostgreSQL writes otherwise. */
function answerSession(tokens: readonly Token[], facts: SessionFacts): Token[] {
  const answers: Readonly<Record<string, string>> = {
    pg_last_copy_count: `${facts.lastCopyCount}::bigint`,
    pg_backend_pid: `${facts.backend}`,
    pg_terminate_backend: 'true', // done by the session
  };
  const result: Token[] = [];
  const ends = new Map<number, string>(); // EXTRACT gives an INTEGER [dg:r_EXTRACT_function]
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined) break;
    const answer = token.kind === 'word' ? answers[token.value] : undefined;
    if (answer !== undefined && tokens[index + 1]?.text === '(') {
      result.push({ kind: 'number', text: `(${answer})`, value: answer });
      index = closing(tokens, index + 1);
    } else if (token.kind === 'word' && token.value === 'extract' && tokens[index + 1]?.text === '(') {
      result.push({ ...token, text: 'trunc(extract' });
      ends.set(closing(tokens, index + 1), ')::bigint::integer');
    } else result.push({ ...token, text: token.text + (ends.get(index) ?? '') });
  }
  return result;
}

/** CREATE TABLE and ALTER TABLE: measures VARCHARs in bytes [dg:r_Character_types]. */
function rewriteTable(tokens: readonly Token[]): string {
  const selectsRows = significant(tokens).some(({ value }) => value === 'as' || value === 'like');
  const stripped = withoutKeys(tokens);
  return joined(selectsRows ? stripped : byteTypes(stripped));
}

/** Takes the distribution and the sort keys out, so that nothing can lean on them. */
function withoutKeys(tokens: readonly Token[]): Token[] {
  const result: Token[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    const next = tokens.findIndex(({ kind }, at) => at > index && kind !== 'blank');
    const word = token.kind === 'word' ? token.value : '';
    if (word === 'diststyle') index = next;
    else if ((word === 'distkey' || word === 'sortkey') && tokens[next]?.value === '(')
      index = closing(tokens, next);
    else result.push(token);
  }
  return result;
}

/** VARCHAR(n) becomes a domain that counts bytes; VARCHAR and TEXT are VARCHAR(256); MAX is 65535. */
function byteTypes(tokens: readonly Token[]): Token[] {
  const result: Token[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    const next = tokens.findIndex(({ kind }, at) => at > index && kind !== 'blank');
    const isColumnName = ['(', ','].includes(significant(result).at(-1)?.value ?? '');
    if (token.kind !== 'word' || isColumnName) result.push(token);
    else if (['varchar', 'nvarchar', 'text'].includes(token.value)) {
      const length = tokens[next]?.value === '(' ? tokens[next + 1]?.value : '256';
      const type = `redshift.varchar_${length === 'max' ? 65535 : length}`;
      result.push({ ...token, text: type });
      if (tokens[next]?.value === '(') index = closing(tokens, next);
    } else result.push(token);
  }
  return result;
}

/** The lengths of the byte-counting domains that a rewritten statement uses. */
export const domainLengths = (sql: string): number[] => [
  ...new Set([...sql.matchAll(/redshift\.varchar_(\d+)/g)].map((match) => Number(match[1]))),
];
