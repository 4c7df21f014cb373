import { Dialect, parse } from '@polyglot-sql/sdk';

const known = new Map<string, string | undefined>([['', undefined]]);

/**
 * What a grammar of Redshift's that nobody here wrote says of a statement: nothing if it takes it. It is lenient (it
 * knows RETURNING), so it is used beside the stand-in's refusals, not in their place.
 */
export function grammarProblem(sql: string): string | undefined {
  if (!known.has(sql)) known.set(sql, parsed(sql));
  return known.get(sql);
}

/** What Redshift documents, and this grammar does not know: ALTER TABLE … OWNER TO [dg:r_ALTER_TABLE]. */
const unknownHere = /^alter table [\w.]+ owner to "[^"]+"$/;

function parsed(sql: string): string | undefined {
  if (unknownHere.test(sql)) return undefined;
  const { success, error } = parse(sql, Dialect.Redshift);
  return success ? undefined : `${error}\n${sql}`;
}
