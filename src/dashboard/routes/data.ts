import { Hono } from 'hono';
import { check } from '../../load/checks.ts';
import { rejects } from '../../load/manifest/rejects.ts';
import { lastChecks, runs } from '../../load/manifest/runs.ts';
import { readSqlFolder } from '../../sql.ts';
import { queryFile } from '../../warehouse/query-file.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import type { Published } from '../published.ts';
import { json } from './json.ts';

const shownFiles = 200;
const shownRejects = 200;

/** Runs, files, reconciled counts, rejected records and checks. */
export function dataRoutes(published: Published): Hono {
  const routes = new Hono();
  routes.get('/data', async (context) => json(context, await published.answer('data', readData)));
  routes.get('/files', async (context) => {
    const search = context.req.query('search') ?? '';
    return json(
      context,
      await published.answer(`files ${search}`, (warehouse) => readFiles(warehouse, search)),
    );
  });
  // Runs the checks again on what is published.
  routes.get('/checks', async (context) =>
    json(context, await published.answer('checks', (warehouse) => check(warehouse))),
  );
  return routes;
}

async function readData(warehouse: Warehouse) {
  return {
    runs: await runs(warehouse),
    run_times: await queryFile(warehouse, 'dashboard/run-times.sql'),
    checks: await readLastChecks(warehouse),
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

/** What the newest run's checks found, with what each of them claims. */
async function readLastChecks(warehouse: Warehouse) {
  const claims = new Map(readSqlFolder('checks').map(({ name, header }) => [name, header.join(' ')]));
  const { rows } = await lastChecks(warehouse);
  return rows.map(({ bad_rows, ...row }) => ({
    ...row,
    claim: claims.get(String(row.name)) ?? '',
    passed: bad_rows === 0,
  }));
}
