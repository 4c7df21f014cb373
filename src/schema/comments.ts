import { quoteLiteral } from '../quote.ts';
import { type TableMeaning, tableMeanings } from './meanings.ts';

/**
 * The statements that store what tables and columns mean in the database, where BI tools show it; the same on both
 * engines (https://docs.aws.amazon.com/redshift/latest/dg/r_COMMENT.html).
 */
export function commentStatements(tables: readonly TableMeaning[] = tableMeanings): readonly string[] {
  return tables.flatMap(({ name, meaning, columns }) => [
    `comment on table ${name} is ${quoteLiteral(meaning)}`,
    ...Object.entries(columns).map(
      ([column, words]) => `comment on column ${name}.${column} is ${quoteLiteral(words.meaning)}`,
    ),
  ]);
}
