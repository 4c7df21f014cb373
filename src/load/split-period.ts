import { queryFile } from '../warehouse/query-file.ts';
import type { Parameters, Warehouse } from '../warehouse/warehouse.ts';

/** A statement that joins or groups more plays than these outgrows what the engine keeps in memory at once. */
const playsAtOnce = 2_000_000;

const aDay = 24 * 60 * 60 * 1000;

/**
 * The period of these parameters, `from` to `to`, in parts of whole days that hold few enough plays each, if plays are spread
 * evenly. Together the parts cover the same time.
 *
 * @param atMost plays in a part
 */
export async function splitPeriod(
  warehouse: Warehouse,
  parameters: Parameters,
  atMost = playsAtOnce,
): Promise<readonly Parameters[]> {
  const { rows } = await queryFile(warehouse, 'model/plays-of-period.sql', parameters);
  const [plays, first, last] = [rows[0]?.plays, rows[0]?.first, rows[0]?.last].map(Number) as [
    number,
    number,
    number,
  ];
  const count = Math.ceil(plays / atMost);
  if (!(count > 1)) return [parameters];
  const start = Math.floor(first / aDay) * aDay;
  const length = Math.ceil((last + 1 - start) / count / aDay) * aDay;
  const bounds: number[] = [];
  for (let bound = start + length; bound <= last; bound += length) bounds.push(bound);
  return [...bounds, undefined].map((end, index) => ({
    ...parameters,
    ...(index > 0 && { from: bounds[index - 1] as number }),
    ...(end !== undefined && { to: end - 1 }),
  }));
}
