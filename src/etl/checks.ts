import { DataError } from '../errors.ts';
import { readSqlFolder } from '../sql.ts';
import type { Parameters, Result, Warehouse } from '../warehouse/warehouse.ts';
import { allTime, periodParameters } from './period.ts';

/** A check: a query for bad rows, and what it found. */
export interface CheckResult {
  /** The file's name in `sql/both/checks/`. */
  readonly name: string;
  /** What holds when it passes, in a sentence. */
  readonly claim: string;
  readonly passed: boolean;
  /** The first bad rows, at most five. */
  readonly badRows: Result;
}

const shownBadRows = 5;

/** The parameters that make every check look at everything. */
export function checkAll(now: Date): Parameters {
  return { ...periodParameters(allTime, now), first_file_id: 0 };
}

/** Runs every data-quality check on what stands in the warehouse. */
export async function check(
  warehouse: Warehouse,
  parameters: Parameters = checkAll(new Date()),
): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { name, header, statements } of readSqlFolder('both/checks')) {
    const [statement] = statements;
    if (statement === undefined) continue;
    const limited = {
      ...statement,
      text: `select * from (\n${statement.text}\n) as bad_rows limit ${shownBadRows}`,
    };
    const badRows = await warehouse.query(limited, parameters);
    results.push({ name, claim: header.join(' '), passed: badRows.rows.length === 0, badRows });
  }
  return results;
}

/** @throws {DataError} that names each failed check with its first bad rows */
export function requirePassed(results: readonly CheckResult[], consequence: string): void {
  const failed = results.filter(({ passed }) => !passed);
  if (failed.length === 0) return;
  throw new DataError(
    `${failed.length} of ${results.length} checks failed: ${failed.map(({ name }) => name).join(', ')}.`,
    {
      details: [
        ...failed.flatMap(({ name, claim, badRows }) => [
          '',
          `${name}: ${claim}`,
          ...badRows.rows.map(
            (row) =>
              `  ${Object.entries(row)
                .map(([key, value]) => `${key} ${value ?? 'NULL'}`)
                .join(', ')}`,
          ),
        ]),
        '',
        consequence,
      ],
      hints: ['The checks are the files of sql/both/checks; each returns the rows that are wrong.'],
    },
  );
}
