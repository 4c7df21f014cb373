import { closing, findWords, joined, significant, type Token, tokenize } from './tokens.ts';

/** What the session knows that PGlite, one backend for all sessions, does not. */
export interface SessionFacts {
  readonly backend: number;
  readonly lastCopyCount: number;
  readonly lastCopyId: number;
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
    pg_last_copy_id: `${facts.lastCopyId}`,
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
    } else if (token.kind === 'word' && token.value === 'sysdate') {
      result.push({ ...token, text: "(now() at time zone 'utc')" });
    } else if (token.kind === 'word' && token.value === 'extract' && tokens[index + 1]?.text === '(') {
      result.push({ ...token, text: 'trunc(extract' });
      ends.set(closing(tokens, index + 1), ')::bigint::integer');
    } else result.push({ ...token, text: token.text + (ends.get(index) ?? '') });
  }
  return result;
}

/**
 * CREATE TABLE and ALTER TABLE: takes the distribution, the sort keys, the encodings and the constraints out, so
 * that nothing can lean on them (PRIMARY KEY, UNIQUE and FOREIGN KEY are not enforced [dg:t_Defining_constraints]),
 * and measures VARCHARs in bytes [dg:r_Character_types].
 */
function rewriteTable(tokens: readonly Token[]): string {
  const selectsRows = significant(tokens).some(({ value }) => value === 'as' || value === 'like');
  const stripped = stripTableWords([...tokens]);
  return joined(selectsRows ? stripped : byteTypes(stripped));
}

/** Each is a run of words and what follows it: a bracket, one word, or nothing. */
const tableWords: readonly (readonly [words: string, follows: 'bracket' | 'word' | 'nothing'])[] = [
  ['diststyle', 'word'],
  ['distkey', 'bracket'],
  ['compound sortkey', 'bracket'],
  ['interleaved sortkey', 'bracket'],
  ['sortkey auto', 'nothing'],
  ['sortkey', 'bracket'],
  ['encode', 'word'],
  ['backup', 'word'],
];

function stripTableWords(tokens: Token[]): Token[] {
  const result: Token[] = [];
  const words = tokens.map(({ kind }, index) => ({ kind, index })).filter(({ kind }) => kind !== 'blank');
  const skipTo = new Map<number, number>();
  const meaning = words.map(({ index }) => tokens[index] as Token);
  for (let at = 0; at < words.length; at++) {
    const end = endOfConstraint(meaning, at) ?? endOfTableWords(meaning, at);
    if (end === undefined) continue;
    const comma = meaning[at - 1]?.value === ',' && [',', ')'].includes(meaning[end]?.value ?? '');
    const from = words[comma ? at - 1 : at]?.index ?? 0;
    skipTo.set(from, (words[end]?.index ?? tokens.length) - 1);
    at = end - 1;
  }
  for (let index = 0; index < tokens.length; index++) {
    const end = skipTo.get(index);
    if (end !== undefined) {
      index = end;
      result.push({ kind: 'blank', text: ' ', value: ' ' });
    } else result.push(tokens[index] as Token);
  }
  return result;
}

function endOfTableWords(words: readonly Token[], at: number): number | undefined {
  // A column may be called "encode" only in quotes, and a quoted name is no word.
  for (const [run, follows] of tableWords) {
    if (words[at]?.kind !== 'word' || findWords(words.slice(0, at + 2), run, at) !== at) continue;
    const after = at + run.split(' ').length;
    if (follows === 'nothing') return after;
    if (follows === 'word') return after + 1;
    return words[after]?.value === '(' ? closing(words, after) + 1 : after;
  }
  return undefined;
}

/** PRIMARY KEY, UNIQUE, FOREIGN KEY and REFERENCES, of a column or of the table, with or without a name. */
function endOfConstraint(words: readonly Token[], at: number): number | undefined {
  let index = at;
  if (words[index]?.value === 'constraint') index += 2;
  const bracket = (from: number) => (words[from]?.value === '(' ? closing(words, from) + 1 : from);
  const references = (from: number) =>
    words[from]?.value === 'references' ? bracket(afterName(words, from + 1)) : from;
  switch (words[index]?.value) {
    case 'primary':
      return words[index + 1]?.value === 'key' ? bracket(index + 2) : undefined;
    case 'unique':
      return bracket(index + 1);
    case 'foreign':
      return references(bracket(index + 2));
    case 'references':
      return references(index);
    default:
      return undefined;
  }
}

/** Past a name of one or several parts. */
function afterName(words: readonly Token[], at: number): number {
  return words[at + 1]?.value === '.' ? afterName(words, at + 2) : at + 1;
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
