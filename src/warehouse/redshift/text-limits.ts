import { readSql } from '../../sql.ts';
import type { TextLimits } from '../warehouse.ts';

/** VARCHAR(MAX). https://docs.aws.amazon.com/redshift/latest/dg/r_Character_types.html */
const greatest = 65_535;

/** The bytes that the text columns of a table hold, as `sql/tables/redshift.sql` declares them. */
export function textLimits(table: string): TextLimits {
  const created = readSql('tables/redshift.sql').statements.find(({ text }) =>
    text.startsWith(`create table ${table} (`),
  );
  const columns = (created?.text ?? '').matchAll(/^ {4}(\w+) varchar\((\d+|max)\)/gm);
  return new Map(
    [...columns].map(([, name = '', bytes]) => [name, bytes === 'max' ? greatest : Number(bytes)]),
  );
}
