import type { ColumnMetadata, Field } from '@aws-sdk/client-redshift-data';
import type { Row } from '../../warehouse.ts';
import type { Answer } from '../session.ts';
import { types as typeNumbers, valueParser } from '../values.ts';

/** The types that are no texts, by the names that the Data API gives them. */
const typesByName: Readonly<Record<string, number>> = {
  bool: typeNumbers.boolean,
  int2: typeNumbers.smallint,
  int4: typeNumbers.integer,
  int8: typeNumbers.bigint,
  float4: typeNumbers.real,
  float8: typeNumbers.double,
  numeric: typeNumbers.numeric,
};
const text = 1043;

/** The rows of a result, with the same values as on a connection. */
export function toAnswer(
  columns: readonly ColumnMetadata[],
  records: readonly (readonly Field[])[],
): Pick<Answer, 'fields' | 'rows'> {
  const fields = columns.map(({ label, name, typeName = '' }) => ({
    name: label || name || '',
    dataTypeID: typesByName[typeName.toLowerCase()] ?? text,
  }));
  const parsers = fields.map(({ dataTypeID }) => valueParser(dataTypeID));
  const rows = records.map((record): Row => {
    const values = record.map((field, index) => {
      const written = textOf(field);
      return [fields[index]?.name ?? '', written === null ? null : (parsers[index]?.(written) ?? null)];
    });
    return Object.fromEntries(values);
  });
  return { fields, rows };
}

/** What Redshift would have sent as text. */
function textOf(field: Field): string | null {
  if (field.isNull) return null;
  if (field.booleanValue !== undefined) return field.booleanValue ? 't' : 'f';
  return String(field.stringValue ?? field.longValue ?? field.doubleValue ?? '');
}
