import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { UsageError } from '../../errors.ts';
import type { Lease } from '../lease.ts';
import type { StatementLimits } from '../limited.ts';
import { type QueueLimits, queueOf } from '../queue.ts';
import { runStatement } from '../run-statement.ts';
import { json } from './route.ts';

const longestStatement = 100_000;

function tooLong(): never {
  throw new UsageError('SPK-709', `A statement may have ${longestStatement} bytes.`);
}

export interface SqlOptions extends StatementLimits {
  readonly lease: Lease;
  readonly queue: QueueLimits;
}

/** Read-only SQL of the user. */
export function sqlRoutes({ lease, queue, ...limits }: SqlOptions): Hono {
  const routes = new Hono();
  const inQueue = queueOf(queue);
  routes.post('/sql', bodyLimit({ maxSize: longestStatement, onError: tooLong }), async (context) => {
    const body: unknown = await context.req.json().catch(() => undefined);
    const given = typeof body === 'object' && body !== null && 'sql' in body ? body.sql : undefined;
    const sql = typeof given === 'string' ? given : '';
    const { signal } = context.req.raw;
    return json(context, await inQueue(() => runStatement(lease, sql, { ...limits, signal }), signal));
  });
  return routes;
}
