import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { serve } from '@hono/node-server';
import { UsageError } from '../errors.ts';
import { createDashboard, type DashboardOptions } from './dashboard.ts';

export interface ServeOptions
  extends Pick<
    DashboardOptions,
    'openWarehouse' | 's3' | 'questions' | 'checks' | 'timeZone' | 'expectEvery'
  > {
  /** Where to listen; 127.0.0.1. Anything but loopback requires a token with each request. */
  readonly host?: string | undefined;
  /** 0 for any free one; {@link firstPort} or the first free one after it unless one is given. */
  readonly port?: number | undefined;
  /** The secret for visitors; one is made up where it is needed. */
  readonly token?: string | undefined;
}

export interface Served extends AsyncDisposable {
  /** The address to open, with the token if there is one. */
  readonly url: string;
  readonly token: string | undefined;
}

/**
 * Serves the dashboard until it is closed.
 *
 * @throws {UsageError} if the port is taken, the host is none of this machine, or the token is short
 */
export async function serveDashboard(options: ServeOptions): Promise<Served> {
  const { host = '127.0.0.1', port } = options;
  requireLongToken(options.token);
  const isLoopback = ['127.0.0.1', 'localhost', '::1'].includes(host);
  const token = options.token ?? (isLoopback ? undefined : randomBytes(24).toString('base64url'));
  const closing = new AbortController();
  const app = createDashboard({
    ...options,
    firstPageAhead: closing.signal,
    token,
    hosts: [host, hostname()].map((name) => name.toLowerCase()),
  });
  const server = await listenFrom(app.fetch, host, port).catch((error) => {
    closing.abort();
    throw error;
  });
  const { port: actual } = server.address() as AddressInfo;
  const shownHost = ['0.0.0.0', '::'].includes(host) ? hostname() : host;
  const name = shownHost.includes(':') ? `[${shownHost}]` : shownHost;
  return {
    url: `http://${name}:${actual}/${token === undefined ? '' : `?token=${token}`}`,
    token,
    async [Symbol.asyncDispose]() {
      closing.abort();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const shortestToken = 16;

function requireLongToken(token: string | undefined): void {
  if (token === undefined || token.length >= shortestToken) return;
  throw new UsageError(
    'SPK-730',
    `--token has ${token.length} characters, and should have at least ${shortestToken}.`,
    {
      details: ['A shorter one can be guessed. The dashboard was not started.'],
      hints: ['Leave --token out for a new one.'],
    },
  );
}

/**
 * The port of a dashboard that is given none, if it is free: a browser keeps the history of the SQL page by host and port.
 */
export const firstPort = 4263;
const triedPorts = 10;

/** Listens on a port, or on the first free one; if ten in a row are taken, on any. */
async function listenFrom(fetch: Fetch, host: string, port: number | undefined): Promise<Server> {
  if (port !== undefined) return await listen(fetch, host, port);
  for (let tried = firstPort; tried < firstPort + triedPorts; tried++) {
    try {
      return await listen(fetch, host, tried);
    } catch (error) {
      if (!(error instanceof UsageError) || error.code !== 'SPK-731') throw error;
    }
  }
  return await listen(fetch, host, 0);
}

type Fetch = Parameters<typeof serve>[0]['fetch'];
type Server = ReturnType<typeof serve>;

async function listen(fetch: Fetch, host: string, port: number): Promise<Server> {
  return await new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: host, port }, () => resolve(server));
    server.on('error', (cause: NodeJS.ErrnoException) => reject(listenError(cause, host, port)));
  });
}

function listenError(cause: NodeJS.ErrnoException, host: string, port: number): Error {
  const usage = (code: 'SPK-731' | 'SPK-732', message: string, hint: string) =>
    new UsageError(code, message, { cause, hints: [hint] });
  switch (cause.code) {
    case 'EADDRINUSE': {
      const hint = 'Name another one with --port, or leave it out for a free one.';
      return usage('SPK-731', `Port ${port} of ${host} is taken.`, hint);
    }
    case 'EACCES':
      return usage('SPK-731', `Port ${port} of ${host} may not be used.`, 'Use one from 1024.');
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return usage(
        'SPK-732',
        `${host} is not an address of this machine.`,
        'Leave --host out, or give 0.0.0.0.',
      );
    default:
      return cause;
  }
}
