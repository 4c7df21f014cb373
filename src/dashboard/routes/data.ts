import type { HonoRequest } from 'hono';
import { type WhyOptions, why } from '../../lineage/why.ts';
import { builtInChecks, type CheckFile } from '../../load/checks.ts';
import { rejects } from '../../load/manifest/rejects.ts';
import { lastChecks, runs } from '../../load/manifest/runs.ts';
import { match } from '../../match/match.ts';
import { queryFile } from '../../warehouse/query-file.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import { checkAgain } from '../check-again.ts';
import type { StatementLimits } from '../limited.ts';
import type { Published } from '../published.ts';
import type { Routes } from './route.ts';

const shownFiles = 200;
const shownRejects = 200;

interface DataOptions extends StatementLimits, WhyOptions {
  /** Checks of a project folder. */
  readonly checks: readonly CheckFile[];
}

/** Runs, files, reconciled counts, rejected records and checks; where a play comes from, and why plays found no song. */
export function dataRoutes(published: Published, { checks, s3, ...limits }: DataOptions) {
  return {
    '/data': () => published.answer('data', (warehouse) => readData(warehouse, checks)),
    '/files': (request: HonoRequest) => {
      const search = request.query('search') ?? '';
      return published.answer(`files ${search}`, (warehouse) => readFiles(warehouse, search));
    },
    '/checks': ({ raw: { signal } }: HonoRequest) => checkAgain(published, { ...limits, checks, signal }),
    '/why/:play': (request: HonoRequest) => {
      const play = request.param('play') ?? '';
      return published.answer(`why ${play}`, (warehouse) => why(warehouse, play, { s3 }));
    },
    '/match': () => published.answer('match', (warehouse) => match(warehouse, { limit: 10 })),
  } satisfies Routes;
}

async function readData(warehouse: Warehouse, ownChecks: readonly CheckFile[]) {
  return {
    runs: await runs(warehouse),
    run_times: await queryFile(warehouse, 'dashboard/run-times.sql'),
    checks: await readLastChecks(warehouse, ownChecks),
    row_counts: await queryFile(warehouse, 'dashboard/row-counts.sql'),
    files: await readFiles(warehouse, ''),
    rejects_by_reason: await queryFile(warehouse, 'evidence/rejected-records.sql'),
    rejects_by_run: await queryFile(warehouse, 'dashboard/rejects-by-run.sql'),
    rejects: await rejects(warehouse, { limit: shownRejects }),
  };
}

/** The files whose location contains a text. */
async function readFiles(warehouse: Warehouse, search: string) {
  return await queryFile(warehouse, 'dashboard/files.sql', { search, limit: shownFiles });
}

/** What the newest run's checks found, with what the file of each says of it. */
async function readLastChecks(warehouse: Warehouse, own: readonly CheckFile[]) {
  const files = new Map([...builtInChecks(), ...own].map((file) => [file.name, file]));
  const { rows } = await lastChecks(warehouse);
  return rows.map(({ bad_rows, ...row }) => {
    const file = files.get(row.name);
    const passed = bad_rows === 0;
    // A run is published only if none of severity error found rows, whatever the file says by now.
    const severity = passed ? (file?.severity ?? 'error') : 'warn';
    return { ...row, claim: file?.claim ?? '', severity, passed, bad_row_count: bad_rows };
  });
}
