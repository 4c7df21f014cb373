/** One piece of SQL text; all pieces of a statement joined give the statement back. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'parameter' | 'symbol' | 'blank';
  readonly text: string;
  /** Words in lower case, everything else as it is: what rules compare with. */
  readonly value: string;
}

const pattern =
  /(?<blank>\s+|--[^\n]*|\/\*[\s\S]*?\*\/)|(?<string>'(?:[^'\\]|''|\\[\s\S])*'|\$(?<tag>\w*)\$[\s\S]*?\$\k<tag>\$)|(?<quoted>"(?:[^"]|"")*")|(?<parameter>\$\d+)|(?<number>\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+)|(?<word>[a-z_#\u0080-\uffff][\w$#\u0080-\uffff]*)|(?<symbol>::|<>|<=|>=|!=|\|\||[\s\S])/giu;

/**
 * Cuts SQL into tokens. A backslash escapes inside a string literal, as in PostgreSQL 8.0, of which Redshift is
 * a descendant: its guide doubles every backslash of a pattern [dg:REGEXP_REPLACE examples].
 */
export function tokenize(sql: string): Token[] {
  return [...sql.matchAll(pattern)].map((match) => {
    const kind = kinds.find((name) => match.groups?.[name] !== undefined) ?? 'symbol';
    return { kind, text: match[0], value: kind === 'word' ? match[0].toLowerCase() : match[0] };
  });
}

/** The tokens that mean something: neither blanks nor comments. */
export const significant = (tokens: readonly Token[]): Token[] =>
  tokens.filter(({ kind }) => kind !== 'blank');

/** The SQL of tokens. */
export const joined = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join('');

/** A string literal's value. */
export function unquoted(literal: string): string {
  return literal.slice(1, -1).replace(/''|\\([\s\S])/g, (_, escaped: string | undefined) => escaped ?? "'");
}

/** The index of the bracket that closes the one at `open`; the last index if there is none. */
export function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    if (tokens[index]?.text === '(') depth++;
    if (tokens[index]?.text === ')' && --depth === 0) return index;
  }
  return tokens.length - 1;
}

/** Where a run of words starts, from `from` on, blanks not counted (pass significant tokens); -1 if nowhere. */
export function findWords(tokens: readonly Token[], words: string, from = 0): number {
  const wanted = words.split(' ');
  for (let start = from; start + wanted.length <= tokens.length; start++) {
    if (wanted.every((word, offset) => tokens[start + offset]?.value === word)) return start;
  }
  return -1;
}

const kinds = ['blank', 'string', 'quoted', 'parameter', 'number', 'word', 'symbol'] as const;
