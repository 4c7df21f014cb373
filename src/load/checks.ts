import { DataError } from '../errors.ts';
import type { Hint } from '../hint.ts';
import {
  readSqlFolder,
  readStatement,
  type SqlFile,
  type Statement,
  settingsIn,
  splitSetting,
} from '../sql.ts';
import { reading, type WarehouseOrLocation } from '../warehouse/open-warehouse.ts';
import { explainUserSql, schemaHint } from '../warehouse/user-sql.ts';
import type { Parameters, Row, Warehouse } from '../warehouse/warehouse.ts';
import { allTime, periodParameters } from './period.ts';
import { splitPeriod } from './split-period.ts';

/** A query for bad rows: one file of `sql/checks/`, or of the folder `checks/` of a project. */
export interface CheckFile {
  /** The file's name. */
  readonly name: string;
  /** What holds when it passes, in a sentence. */
  readonly claim: string;
  /** Whether bad rows keep the run from being published, or are reported only. */
  readonly severity: (typeof severities)[number];
  readonly statement: Statement;
}

/** What the setting `severity` may say; `error` without it. */
export const severities = ['error', 'warn'] as const;

/** The settings that the header of a check may have. */
export const checkSettings = ['severity'] as const;

/** A check from its file. */
export function toCheck({ name, header, statements }: SqlFile): CheckFile {
  const [statement] = statements;
  if (statement === undefined) throw new Error(`The check ${name} has no statement.`);
  const prose = header.filter((line) => splitSetting(line)[0] !== 'severity');
  const severity = settingsIn(header).get('severity') === 'warn' ? 'warn' : 'error';
  return { name, claim: prose.join(' '), severity, statement };
}

/** A check: a query for bad rows, and what it found. */
export interface CheckResult extends Pick<CheckFile, 'name' | 'claim' | 'severity'> {
  readonly passed: boolean;
  /** The first bad rows, at most five. */
  readonly bad_rows: readonly Row[];
}

const shownBadRows = 5;

/** What is checked besides the built-in checks. */
export interface CheckOptions {
  /** Checks of a project, run with the built-in ones. */
  readonly checks?: readonly CheckFile[] | undefined;
}

/** Runs every data-quality check on everything that is published. */
export async function check(
  warehouse: WarehouseOrLocation,
  { checks }: CheckOptions = {},
): Promise<readonly CheckResult[]> {
  return await reading(warehouse, (open) => runChecks(open, checkAll(new Date()), checks));
}

/** The parameters that make every check look at everything. */
export function checkAll(now: Date): Parameters {
  return { ...periodParameters(allTime, now), first_file_id: 0 };
}

/** Runs the checks on what the parameters name. */
export async function runChecks(
  warehouse: Warehouse,
  parameters: Parameters,
  own: readonly CheckFile[] = [],
): Promise<readonly CheckResult[]> {
  const checks = builtInChecks();
  const proven = await provenChecks(warehouse, parameters);
  const others = checks.filter(({ name }) => !proven.has(name));
  const found = await warehouse.queryRare(others.map(firstBadRows), parameters);
  const results = checks.map((each) => toResult(each, found[others.indexOf(each)]?.rows ?? []));
  if (own.length > 0) await warehouse.denyFiles();
  for (const file of own) results.push(await runOwnCheck(warehouse, file));
  return results;
}

/**
 * The names of checks that pass, as one statement shows that joins once what several checks join or group. It has a number for each that
 * is 0 only if it passes; of another number, the check itself finds whether there are bad rows. Many plays are joined one part of the
 * period after the other, which takes less time; pairs are of one time, so that no part hides what another has.
 */
async function provenChecks(warehouse: Warehouse, parameters: Parameters): Promise<ReadonlySet<string>> {
  const proof = readStatement('proofs/plays.sql');
  const rows: Row[] = [];
  for (const part of await splitPeriod(warehouse, parameters))
    rows.push(...(await warehouse.query(proof, part)).rows);
  const names = Object.keys(rows[0] ?? {});
  return new Set(names.filter((name) => rows.every((row) => Number(row[name]) === 0)));
}

/** The checks that every run makes: the files of `sql/checks/`. */
export function builtInChecks(): readonly CheckFile[] {
  return readSqlFolder('checks').map(toCheck);
}

/**
 * Runs a check of a project.
 *
 * @throws {UsageError} for SQL that the engine refuses
 */
export async function runOwnCheck(warehouse: Warehouse, file: CheckFile): Promise<CheckResult> {
  try {
    return toResult(file, (await warehouse.query(firstBadRows(file))).rows);
  } catch (error) {
    throw explainUserSql(error, schemaHint, file.statement);
  }
}

function firstBadRows({ statement }: CheckFile): Statement {
  return {
    ...statement,
    text: `select * from (\n${statement.text}\n) as bad_rows limit ${shownBadRows}`,
  };
}

function toResult({ name, claim, severity }: CheckFile, rows: readonly Row[]): CheckResult {
  return { name, claim, severity, passed: rows.length === 0, bad_rows: rows };
}

/** @throws {DataError} that names each failed check with its first bad rows */
export function requirePassed(
  results: readonly CheckResult[],
  consequence: string,
  hints: readonly Hint[] = [],
): void {
  const failed = results.filter(({ passed, severity }) => !passed && severity === 'error');
  if (failed.length === 0) return;
  throw new DataError(
    'SPK-221',
    `${failed.length} of ${results.length} checks failed: ${failed.map(({ name }) => name).join(', ')}.`,
    {
      details: [
        ...failed.flatMap(({ name, claim, bad_rows }) => [
          '',
          `${name}: ${claim}`,
          ...bad_rows.map(
            (row) =>
              `  ${Object.entries(row)
                .map(([key, value]) => `${key} ${value ?? 'NULL'}`)
                .join(', ')}`,
          ),
        ]),
        '',
        consequence,
      ],
      hints: [
        'Each check is a file of sql/checks, or of checks in the project folder, that returns the rows that are wrong.',
        ...hints,
      ],
    },
  );
}
