import { UsageError } from '../errors.ts';
import { queryFile } from '../warehouse/query-file.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';

/** Levels that need no look at the plays: those of the service, and the name for plays without one. */
const usual = ['free', 'paid', 'none'];

/**
 * Refuses a level that no play has: every answer would be zero without a reason.
 *
 * @throws {UsageError} that lists the levels
 */
export async function requireKnownLevel(warehouse: Warehouse, level: string | undefined): Promise<void> {
  if (!level || usual.includes(level)) return;
  const { rows } = await queryFile(warehouse, 'dashboard/levels.sql');
  const levels = rows.map((row) => String(row.level));
  if (levels.includes(level)) return;
  throw new UsageError('SPK-712', `No play has the level "${level}".`, {
    hints: [`The levels are ${(levels.length > 0 ? levels : usual).join(', ')}.`],
  });
}
