import type { Parameters, Value } from '../warehouse.ts';

/** SQL with `$1`, `$2` … and the values in that order. */
export interface PositionalSql {
  readonly text: string;
  readonly values: readonly Value[];
}

/**
 * Turns `$name` into `$1`, `$2` …: all that Redshift knows. Literals (those between `$$` too), quoted names and comments
 * stay as they are;
 * a name used twice is sent once. A backslash escapes in a literal, as it does on Redshift.
 *
 * @throws {Error} if the SQL names a parameter that is not given
 */
export function bindNamed(sql: string, parameters: Parameters): PositionalSql {
  const places = new Map<string, number>();
  const text = sql.replace(skippedOrNamed, (whole: string, name: string | undefined) => {
    if (name === undefined) return whole;
    if (!Object.hasOwn(parameters, name))
      throw new Error(`The SQL names $${name}, which is not given: ${sql}`);
    const place = places.get(name) ?? places.size + 1;
    places.set(name, place);
    return `$${place}`;
  });
  return { text, values: [...places.keys()].map((name) => parameters[name] ?? null) };
}

const skippedOrNamed =
  /'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$\$[\s\S]*?\$\$|[A-Za-z_][\w$]*|\$([A-Za-z_]\w*)/g;
