import { quoteLiteral } from '../quote.ts';
import { tables } from './tables.ts';

/** A table in words. */
export interface Described {
  readonly name: string;
  readonly meaning: string;
  readonly columns: readonly { readonly name: string; readonly meaning: string }[];
}

/** What a table or column means, as a database keeps it. */
export interface Comment {
  readonly kind: 'table' | 'column';
  /** Such as `songs`, `etl.runs` or `songs.title`. */
  readonly name: string;
  readonly text: string;
}

/** The comment of each table and column. */
export function comments(of: readonly Described[] = tables): readonly Comment[] {
  return of.flatMap(({ name, meaning, columns }) => [
    { kind: 'table' as const, name, text: meaning },
    ...columns.map((column) => ({
      kind: 'column' as const,
      name: `${name}.${column.name}`,
      text: column.meaning,
    })),
  ]);
}

/**
 * The statement that stores a comment in the database, where BI tools show it; the same on both engines
 * (https://docs.aws.amazon.com/redshift/latest/dg/r_COMMENT.html).
 */
export function commentStatement({ kind, name, text }: Comment): string {
  return `comment on ${kind} ${name} is ${quoteLiteral(text)}`;
}

/** The statements that store what tables and columns mean. */
export function commentStatements(of: readonly Described[] = tables): readonly string[] {
  return comments(of).map(commentStatement);
}
