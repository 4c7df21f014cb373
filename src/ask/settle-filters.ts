import type { Statement } from '../sql.ts';
import type { Parameters } from '../warehouse/warehouse.ts';

const optional = /\band \(\s*\$(\w+) = ''\s+or\s+/g;

/**
 * Settles the optional filters of a statement, `and ($level = '' or level = $level)`: one that is not asked for is taken
 * out, of another the condition is left alone. An engine plans a statement before it knows the values, and as they stand
 * it would join the songs to every play to find out that no song is asked for.
 */
export function settleFilters(statement: Statement, parameters: Parameters): Statement {
  let text = '';
  let from = 0;
  for (const match of statement.text.matchAll(optional)) {
    const [whole, name = ''] = match;
    const end = closingBracket(statement.text, match.index + whole.indexOf('('));
    const isAsked = (parameters[name] ?? '') !== '';
    const condition = statement.text.slice(match.index + whole.length, end).trimEnd();
    const before = statement.text.slice(from, match.index);
    text += isAsked ? `${before}and (${condition})` : before.trimEnd();
    from = end + 1;
  }
  return { ...statement, text: text + statement.text.slice(from) };
}

/** Our own statements hold no bracket in a text. */
function closingBracket(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')' && --depth === 0) return at;
  }
  throw new Error(`A bracket is not closed: ${text.slice(open, open + 40)}`);
}
