import { quoteValue } from '../quote.ts';
import { quotedParts } from './quoted-parts.ts';
import type { Engine, Parameters, Value } from './warehouse.ts';

/** SQL with `$1`, `$2` … and the values in that order. */
export interface PositionalSql {
  readonly text: string;
  readonly values: readonly Value[];
}

/**
 * Turns `$name` into `$1`, `$2` …, the only parameters that Redshift knows. A name used twice is sent once. Each place
 * is cast to the type of its value, unless the SQL casts it: all values are sent as text, and what type Redshift infers
 * for a bare `$1` depends on its context. NULL is written out where the SQL does not cast it.
 *
 * @throws {Error} if the SQL names a parameter that is not given
 */
export function bindNamed(sql: string, parameters: Parameters): PositionalSql {
  const places = new Map<string, number>();
  const text = replaceNamed(sql, 'redshift', (name, before) => {
    requireGiven(name, parameters, sql);
    const isCast = /\bcast\(\s*$/i.test(before);
    const type = typeOf(parameters[name] ?? null);
    if (type === undefined && !isCast) return 'null';
    const place = places.get(name) ?? places.size + 1;
    places.set(name, place);
    return isCast ? `$${place}` : `cast($${place} as ${type})`;
  });
  return { text, values: [...places.keys()].map((name) => parameters[name] ?? null) };
}

/**
 * SQL that runs as it is, with each value in the place of its `$name`. For people to read and run: what the program
 * itself sends has bind parameters.
 *
 * @throws {Error} if the SQL names a parameter that is not given
 */
export function withValues(sql: string, parameters: Parameters, engine: Engine): string {
  return replaceNamed(sql, engine, (name) => {
    requireGiven(name, parameters, sql);
    return quoteValue(parameters[name] ?? null);
  });
}

/** The parameters that a text names, each with its place; a positional one, such as `$1`, is one of the name `1`. */
export function namedIn(
  sql: string,
  engine: Engine,
): readonly { readonly name: string; readonly at: number }[] {
  const found: { readonly name: string; readonly at: number }[] = [];
  const push = (name: string, before: string) => {
    found.push({ name, at: before.length });
    return '';
  };
  replaceNamed(sql, engine, push, String.raw`\w+`);
  return found;
}

function replaceNamed(
  sql: string,
  engine: Engine,
  replace: (name: string, before: string) => string,
  name = String.raw`[A-Za-z_]\w*`,
): string {
  const pattern = new RegExp(String.raw`${quotedParts(engine)}|[A-Za-z_][\w$]*|\$(?<parameter>${name})`, 'g');
  return sql.replace(pattern, (whole: string, ...groups: unknown[]) => {
    const [at, , { parameter }] = groups.slice(-3) as [
      number,
      string,
      { readonly parameter: string | undefined },
    ];
    return parameter === undefined ? whole : replace(parameter, sql.slice(0, at));
  });
}

function requireGiven(name: string, parameters: Parameters, sql: string): void {
  if (!Object.hasOwn(parameters, name)) throw new Error(`The SQL names $${name}, which is not given: ${sql}`);
}

function typeOf(value: Value): string | undefined {
  switch (typeof value) {
    case 'string':
      return 'varchar';
    case 'boolean':
      return 'boolean';
    case 'bigint':
      return 'bigint';
    case 'number':
      return Number.isInteger(value) ? 'bigint' : 'double precision';
    default:
      return undefined;
  }
}
