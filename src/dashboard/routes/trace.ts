import { Hono } from 'hono';
import { type WhyOptions, why } from '../../lineage/why.ts';
import { match } from '../../match/match.ts';
import type { Published } from '../published.ts';
import { json } from './json.ts';

/** Where a play comes from, and why plays found no song. */
export function traceRoutes(published: Published, options: WhyOptions): Hono {
  const routes = new Hono();
  routes.get('/why/:play', async (context) => {
    const play = context.req.param('play');
    return json(context, await published.answer(`why ${play}`, (warehouse) => why(warehouse, play, options)));
  });
  routes.get('/match', async (context) =>
    json(context, await published.answer('match', (warehouse) => match(warehouse, { limit: 10 }))),
  );
  return routes;
}
