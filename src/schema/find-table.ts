import { UsageError } from '../errors.ts';
import { nearest } from '../nearest.ts';

/**
 * The name of a table as it was typed; `runs` finds `etl.runs`.
 *
 * @throws {UsageError} for a table that is none of these
 */
export function findTable<Name extends string>(
  typed: string,
  tables: readonly { readonly name: Name }[],
): Name {
  const names = tables.map(({ name }) => name);
  const found = names.find((name) => name === typed || name === `etl.${typed}`);
  if (found !== undefined) return found;
  const similar = nearest(typed, names);
  throw new UsageError('SPK-704', `There is no table "${typed}".`, {
    hints: [similar === undefined ? `The tables are ${names.join(', ')}.` : `Did you mean ${similar}?`],
  });
}
