import { Hono } from 'hono';
import { describeWarehouse } from '../../warehouse/describe-warehouse.ts';
import { countColumns } from '../model.ts';
import type { Published } from '../published.ts';
import { json } from './json.ts';

/** The tables, and what their columns hold. */
export function modelRoutes(published: Published): Hono {
  const routes = new Hono();
  routes.get('/model', async (context) => json(context, await published.answer('model', describeWarehouse)));
  routes.get('/model/:table', async (context) => {
    const table = context.req.param('table');
    const answer = await published.answerAside(`model ${table}`, (warehouse) =>
      countColumns(warehouse, table),
    );
    return json(context, answer);
  });
  return routes;
}
