import { buildQueryString, type HttpHandler, HttpResponse } from '@smithy/core/protocols';
import type { Dispatcher } from 'undici';
import { isPlain, openDispatcher } from './network.ts';
import type { NetworkSettings } from './network-settings.ts';

const timeouts = { connectTimeout: 10_000, headersTimeout: 60_000, bodyTimeout: 60_000 };

/**
 * Sends the requests of the SDK's clients where they go through a proxy or trust the certificates of AWS_CA_BUNDLE: the SDK
 * supports neither. Undefined where its own handler serves.
 */
export function sdkHandler(network: NetworkSettings): HttpHandler | undefined {
  if (isPlain(network)) return undefined;
  const dispatchers = new Map<string, Dispatcher>();
  const dispatcherOf = (origin: string) => {
    const open = dispatchers.get(origin) ?? openDispatcher(origin, network, timeouts);
    dispatchers.set(origin, open);
    return open;
  };
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle({ method, protocol, hostname, port, path, query, headers, body }, { abortSignal } = {}) {
      const origin = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
      const search = buildQueryString(query);
      const sent = dispatcherOf(origin).request({
        origin,
        path: search === '' ? path : `${path}?${search}`,
        method: method as Dispatcher.HttpMethod,
        headers,
        body: body ?? null,
        ...(abortSignal instanceof AbortSignal && { signal: abortSignal }),
      });
      const answer = await sent.catch((error: unknown) => {
        throw asRetryable(error);
      });
      const answered = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
      const response = new HttpResponse({
        statusCode: answer.statusCode,
        headers: Object.fromEntries(answered),
        body: answer.body,
      });
      return { response };
    },
    destroy() {
      for (const dispatcher of dispatchers.values()) void dispatcher.destroy();
      dispatchers.clear();
    },
    // The clients are given this handler as it is, and nothing of it is configured later.
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
}

/** Errors of undici after which another try may succeed, by the name under which the SDK tries again. */
function asRetryable(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (
    !/^(UND_ERR_(SOCKET|CONNECT_TIMEOUT|HEADERS_TIMEOUT|BODY_TIMEOUT)|ECONNRESET|EPIPE)$/.test(code ?? '')
  ) {
    return error;
  }
  return Object.assign(new Error(message, { cause: error }), { name: 'TimeoutError', code });
}
