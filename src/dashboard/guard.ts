import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Code } from '../messages/messages.ts';

export interface GuardOptions {
  /** Without one, only requests to this machine's own loopback names are answered. */
  readonly token?: string | undefined;
  /** Host names besides loopback; with a token, any address is one. */
  readonly hosts?: readonly string[] | undefined;
}

const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Allows requests to this server by one of its own names, from its own pages, with the token if there is one.
 *
 * A foreign Host is a name that somebody else made point here (DNS rebinding). A foreign Origin, or a browser's word
 * that another site asks (https://www.w3.org/TR/fetch-metadata/), is a page of somebody else; it may link to a page,
 * and nothing more.
 */
export function guard({ token, hosts = [] }: GuardOptions): MiddlewareHandler {
  return async (context, next) => {
    const host = context.req.header('host') ?? '';
    if (!isOwnHost(host, hosts, token !== undefined)) return refuse(context, `Host "${host}" is not served.`);
    const origin = context.req.header('origin');
    if (origin !== undefined && !isOwnOrigin(origin, host))
      return refuse(context, `Origin "${origin}" may not ask.`);
    if (isForeignSite(context)) return refuse(context, 'Another site may not ask.');
    if (token === undefined) return await next();
    return await requireToken(context, token, next);
  };
}

function isOwnHost(host: string, hosts: readonly string[], hasToken: boolean): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  if (loopback.includes(name) || hosts.includes(name)) return true;
  return hasToken && isIP(name.replace(/^\[|\]$/g, '')) !== 0;
}

function isOwnOrigin(origin: string, host: string): boolean {
  return origin === `http://${host}` || origin === `https://${host}`;
}

function isForeignSite({ req }: Context): boolean {
  const site = req.header('sec-fetch-site');
  if (site === undefined || site === 'same-origin' || site === 'none') return false;
  const isLink =
    req.method === 'GET' && req.header('sec-fetch-mode') === 'navigate' && !req.path.startsWith('/api/');
  return !isLink;
}

/**
 * The token comes once in the address, and then in a cookie that no script gets. With SameSite=Lax a link from another
 * site opens a page; what else another site asks is refused before. The name has the port in it: cookies of one host
 * are shared by all of its ports (https://www.rfc-editor.org/rfc/rfc6265#section-8.5).
 */
async function requireToken(context: Context, token: string, next: () => Promise<void>) {
  const url = new URL(context.req.url);
  const cookie = `sparkify-token-${url.port || '80'}`;
  const given = url.searchParams.get('token');
  if (given !== null && isEqual(given, token)) {
    setCookie(context, cookie, token, { httpOnly: true, sameSite: 'Lax', path: '/' });
    url.searchParams.delete('token');
    // A path of two slashes would be the name of another host.
    return context.redirect(`/${url.pathname.replace(/^[/\\]+/, '')}${url.search}`);
  }
  const shown =
    /^Bearer (.+)$/.exec(context.req.header('authorization') ?? '')?.[1] ?? getCookie(context, cookie);
  if (shown !== undefined && isEqual(shown, token)) return await next();
  const message = 'Open the address that sparkify dashboard printed: it holds the token.';
  return refuse(context, message, tokenMissing);
}

/** In constant time, which reveals nothing of the token. */
function isEqual(given: string, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

const foreign: Code = 'SPK-733';
const tokenMissing: Code = 'SPK-734';

/** Answers as text: no page of this server asked, and a program may be at the other end. */
function refuse(context: Context, message: string, code = foreign): Response {
  return context.text(`${message}\nsparkify explain ${code}\n`, code === tokenMissing ? 401 : 403);
}
