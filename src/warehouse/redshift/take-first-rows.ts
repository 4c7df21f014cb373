import { takeRows } from '../first-rows.ts';
import type { FirstRows, RowLimits } from '../warehouse.ts';
import type { Answer } from './session.ts';
import { types } from './values.ts';

const { boolean: _, ...numbers } = types;
const numberTypes: readonly number[] = Object.values(numbers);

/** The rows of an answer that are within the limits; the server was asked for one row more than the limit. */
export function takeFirstRows({ fields, rows }: Answer, limits: RowLimits): FirstRows {
  const taker = takeRows(
    fields.map(({ name }) => name),
    fields.map(({ dataTypeID }) => numberTypes.includes(dataTypeID)),
    limits,
  );
  for (const row of rows) if (!taker.take(fields.map(({ name }) => row[name] ?? null))) break;
  return taker.result();
}
