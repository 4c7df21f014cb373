import { Dialect, parse } from '@polyglot-sql/sdk';

/**
 * What a grammar of Redshift's that nobody here wrote says of a statement: nothing if it takes it. It is lenient (it
 * knows RETURNING), so it stands beside the stand-in's refusals, not in their place.
 */
export function grammarProblem(sql: string): string | undefined {
  const { success, error } = parse(sql, Dialect.Redshift);
  return success ? undefined : `${error}\n${sql}`;
}
