import { queryFile } from '../warehouse/query-file.ts';
import type { Parameters, Value, Warehouse } from '../warehouse/warehouse.ts';

/** A stretch of time that a run may have changed, in epoch milliseconds. */
export interface Period {
  /** The first and the last timestamp that a play may have, both included. */
  readonly from: number;
  readonly to: number;
  /** The least ts of any event in it: events that are no plays may have one that no TIMESTAMP holds. */
  readonly since: number | bigint;
}

const yearOne = -62_135_596_800_000;
const yearTenThousand = 253_402_300_800_000;

/** From 0001-01-01 to 9999-12-31, what TIMESTAMP holds on both engines; a play beyond fails the checks. */
export const allTime: Period = { from: yearOne, to: yearTenThousand - 1, since: -(2n ** 63n) };

/** The period that holds no timestamp. */
export const noTime: Period = { from: allTime.to, to: allTime.from, since: 2n ** 63n - 1n };

/**
 * The period that the newly staged events fall into. The star is a function of staging, and of the plays it depends on
 * no other period: so only this one is rebuilt. Songs and removed rows affect more, and then all of it is.
 *
 * @param firstFileId the first id given out in this run
 * @returns {@link noTime} if no event was staged
 */
export async function stagedPeriod(warehouse: Warehouse, firstFileId: number): Promise<Period> {
  const { rows } = await queryFile(warehouse, 'model/period.sql', { first_file_id: firstFileId });
  const first = rows[0]?.first ?? null;
  if (first === null) return noTime;
  return { from: clamp(first), to: clamp(rows[0]?.last ?? null), since: first as number | bigint };
}

function clamp(ts: Value): number {
  return Math.min(Math.max(Number(ts), allTime.from), allTime.to);
}

/** The bind parameters of the star and the checks. */
export function periodParameters({ from, to, since }: Period, now: Date): Parameters {
  return { from, to, since, now: now.getTime() };
}
