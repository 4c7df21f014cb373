import type { HonoRequest } from 'hono';
import { describeWarehouse } from '../../warehouse/describe-warehouse.ts';
import { countColumns } from '../model.ts';
import type { Published } from '../published.ts';
import type { Routes } from './route.ts';

/** The tables, and what their columns hold. */
export function modelRoutes(published: Published) {
  return {
    '/model': () => published.answer('model', describeWarehouse),
    '/model/:table': (request: HonoRequest) => {
      const table = request.param('table') ?? '';
      return published.answerAside(`model ${table}`, (warehouse) => countColumns(warehouse, table));
    },
  } satisfies Routes;
}
