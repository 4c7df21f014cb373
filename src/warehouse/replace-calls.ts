import { quotedParts } from './quoted-parts.ts';
import type { Engine } from './warehouse.ts';

/** What functions of one argument become, by their names in lower case: SQL made of the argument. */
export type Calls = ReadonlyMap<string, (argument: string) => string>;

/**
 * Replaces the calls of functions, also those within the argument of another. What is in literals, quoted names and comments
 * is no call, nor is the definition of a function.
 */
export function replaceCalls(sql: string, engine: Engine, calls: Calls): string {
  // An INSERT of many rows takes 0.1 s to be cut into tokens.
  if (!new RegExp([...calls.keys()].join('|'), 'i').test(sql)) return sql;
  const open: {
    readonly before: string;
    readonly opening: string;
    readonly write: ReturnType<Calls['get']>;
  }[] = [];
  let text = '';
  let at = 0;
  let previous = '';
  for (const { 0: token, index, groups } of sql.matchAll(tokens[engine])) {
    const { opening, name = '', closing } = groups ?? {};
    const passed = text + sql.slice(at, index);
    if (opening !== undefined) {
      const write = previous === 'function' ? undefined : calls.get(name.toLowerCase());
      open.push({ before: passed, opening, write });
      text = '';
      at = index + token.length;
    } else if (closing !== undefined) {
      const { before = '', opening: start = '', write } = open.pop() ?? {};
      text = before + (write?.(passed) ?? `${start}${passed})`);
      at = index + token.length;
    }
    previous = token.toLowerCase();
  }
  // Without an end it is no SQL, which the engine says.
  return open.reduceRight((rest, { before, opening }) => before + opening + rest, text + sql.slice(at));
}

const tokens = { duckdb: tokensOf('duckdb'), redshift: tokensOf('redshift') } as const;

function tokensOf(engine: Engine): RegExp {
  const brackets = String.raw`(?<opening>(?:(?<name>[\w$]+)\s*)?\()|(?<closing>\))`;
  return new RegExp(String.raw`${quotedParts(engine)}|${brackets}|[\w$.]+`, 'g');
}
