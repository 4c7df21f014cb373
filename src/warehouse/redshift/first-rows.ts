import { quotedParts } from '../quoted-parts.ts';

/**
 * The SQL of a user, limited to so many rows: of rows, no more are computed and sent than are shown. The limit is
 * appended, since around the statement it would lose its ORDER BY; a limit of its own that is greater is lowered. What
 * a SHOW or EXPLAIN answers is short. https://docs.aws.amazon.com/redshift/latest/dg/r_ORDER_BY_clause.html
 */
export function firstRows(sql: string, limit: number): string {
  const words = outerWords(sql);
  if (!/^(select|with)$/.test(words[0]?.text ?? '')) return sql;
  const own = words.findLastIndex(({ text }) => text === 'limit' || text === 'top');
  if (own === -1) return `${sql}\nlimit ${limit}`;
  const count = words[own + 1];
  if (count === undefined || !/^(\d+|all)$/.test(count.text)) return sql;
  const lower = Math.min(limit, count.text === 'all' ? limit : Number(count.text));
  return `${sql.slice(0, count.at)}${lower}${sql.slice(count.at + count.text.length)}`;
}

interface Word {
  /** In lower case. */
  readonly text: string;
  readonly at: number;
}

/** The words and numbers outside of parentheses, literals, quoted names and comments. */
function outerWords(sql: string): readonly Word[] {
  const words: Word[] = [];
  let depth = 0;
  for (const { 0: token, index: at } of sql.matchAll(tokens)) {
    if (token === '(') depth++;
    else if (token === ')') depth--;
    else if (depth === 0 && /^\w/.test(token)) words.push({ text: token.toLowerCase(), at });
  }
  return words;
}

const tokens = new RegExp(String.raw`${quotedParts('redshift')}|[()]|\.?\w[\w$]*`, 'g');
