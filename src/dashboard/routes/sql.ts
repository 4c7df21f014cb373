import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { UsageError } from '../../errors.ts';
import type { Lease } from '../lease.ts';
import { runStatement, type StatementLimits } from '../run-statement.ts';
import { json } from './json.ts';

const longestStatement = 100_000;

function tooLong(): never {
  throw new UsageError(`A statement may have ${longestStatement} bytes.`);
}

/** Read-only SQL of the user. */
export function sqlRoutes({ lease, ...limits }: StatementLimits & { readonly lease: Lease }): Hono {
  const routes = new Hono();
  routes.post('/sql', bodyLimit({ maxSize: longestStatement, onError: tooLong }), async (context) => {
    const body: unknown = await context.req.json().catch(() => undefined);
    const sql = typeof body === 'object' && body !== null && 'sql' in body ? body.sql : undefined;
    if (typeof sql !== 'string') throw new UsageError('There is no SQL to run.');
    return json(context, await runStatement(lease, sql, { ...limits, signal: context.req.raw.signal }));
  });
  return routes;
}
