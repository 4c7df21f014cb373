import { randomBytes } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';

export interface DashboardEnv {
  readonly Variables: {
    /** Names the one style sheet that the SQL editor adds while it runs. */
    nonce: string;
  };
}

/**
 * Nothing but the page's own files is loaded, nothing inline runs, no other page frames it, and no cache keeps answers; files
 * of the build say themselves how long they are kept.
 */
export function securityHeaders(): MiddlewareHandler<DashboardEnv> {
  return async (context, next) => {
    const nonce = randomBytes(16).toString('base64');
    context.set('nonce', nonce);
    await next();
    for (const [name, value] of Object.entries(headers(nonce))) context.res.headers.set(name, value);
    if (!context.res.headers.has('Cache-Control')) context.res.headers.set('Cache-Control', 'no-store');
  };
}

function headers(nonce: string): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self' data:",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}
