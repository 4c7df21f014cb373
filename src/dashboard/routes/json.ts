import type { Context } from 'hono';
import { toJson } from '../../to-json.ts';

/** Answers with JSON as the commands print it. */
export function json(context: Context, document: unknown): Response {
  return context.body(toJson(document), 200, { 'Content-Type': 'application/json; charset=utf-8' });
}
