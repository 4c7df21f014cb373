import type { Context, HonoRequest } from 'hono';
import { toJson } from '../../to-json.ts';

/** What requests for paths below `/api` are answered with, as JSON. */
export type Routes = Readonly<Record<string, (request: HonoRequest) => unknown>>;

/** Answers with JSON as the commands print it. */
export function json(context: Context, document: unknown): Response {
  return context.body(toJson(document), 200, { 'Content-Type': 'application/json; charset=utf-8' });
}
