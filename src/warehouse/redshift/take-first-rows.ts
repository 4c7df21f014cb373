import type { CustomTypesConfig } from 'pg';
import { exactFloat, exactNumber, shortestReal, takeRows } from '../first-rows.ts';
import type { FirstRows, RowLimits } from '../warehouse.ts';
import type { Answer } from './session.ts';
import { types, valueParser } from './values.ts';

/** Reads values so that none is rounded. */
export const exactTypes: CustomTypesConfig = {
  getTypeParser(type: number) {
    if (type === types.numeric) return exactNumber;
    if (type === types.double) return (text: string) => exactFloat(Number(text));
    return type === types.real
      ? (text: string) => shortestReal(Math.fround(Number(text)))
      : valueParser(type);
  },
};

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
