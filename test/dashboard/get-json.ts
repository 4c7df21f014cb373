import type { ApiError } from '../../src/dashboard/api.ts';
import type { createDashboard } from '../../src/dashboard/dashboard.ts';

export interface Refusal {
  readonly error: ApiError;
}

/** Asks the dashboard as a browser on this machine does. */
export async function getJson<T>(
  app: ReturnType<typeof createDashboard>,
  path: string,
  options: RequestInit = {},
): Promise<{ readonly status: number; readonly body: T }> {
  const response = await app.request(`http://127.0.0.1/api/${path}`, {
    ...options,
    headers: { host: '127.0.0.1', ...(options.headers as Record<string, string> | undefined) },
  });
  return { status: response.status, body: (await response.json()) as T };
}

/** A request that runs a statement, as the SQL page sends it. */
export function statementRequest(sql: string): RequestInit {
  return {
    method: 'POST',
    headers: { host: '127.0.0.1', 'content-type': 'application/json' },
    body: JSON.stringify({ sql }),
  };
}
