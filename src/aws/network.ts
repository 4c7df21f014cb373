import { type Dispatcher, EnvHttpProxyAgent, Pool, type ProxyAgent } from 'undici';
import { UsageError } from '../errors.ts';
import { readCertificates } from '../read-certificates.ts';
import type { NetworkSettings } from './network-settings.ts';

/** Whether requests to AWS need anything but a direct connection. */
export function isPlain({ httpsProxy, httpProxy, caBundle }: NetworkSettings): boolean {
  return !httpsProxy && !httpProxy && !caBundle;
}

/**
 * Opens the connections to one address, through a proxy where one is configured for it.
 *
 * @throws {UsageError} for a proxy that is no address, or certificates that cannot be read
 */
export function openDispatcher(
  origin: string,
  network: NetworkSettings,
  { connectTimeout, ...options }: Omit<Pool.Options, 'connect'> & { readonly connectTimeout: number },
): Dispatcher {
  const ca = network.caBundle ? { ca: readCertificates('AWS_CA_BUNDLE', network.caBundle) } : {};
  const connect = { timeout: connectTimeout, ...ca };
  const proxies = { httpsProxy: network.httpsProxy ?? '', httpProxy: network.httpProxy ?? '' };
  if (proxies.httpsProxy === '' && proxies.httpProxy === '') {
    return new Pool(origin, { ...options, connect });
  }
  checkProxy('HTTPS_PROXY', proxies.httpsProxy);
  checkProxy('HTTP_PROXY', proxies.httpProxy);
  // An empty text keeps the agent from reading the environment itself.
  const noProxy = withSubdomains(network.noProxy ?? '');
  const tls: Pick<ProxyAgent.Options, 'requestTls' | 'proxyTls'> = { requestTls: ca, proxyTls: ca };
  return withoutWarning(() => new EnvHttpProxyAgent({ ...options, ...proxies, noProxy, connect, ...tls }));
}

/** As curl and the AWS CLI read it: `amazonaws.com` also names every host below it. */
function withSubdomains(noProxy: string): string {
  return noProxy
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .flatMap((entry) => (/^[.*[]/.test(entry) ? [entry] : [entry, `.${entry}`]))
    .join(',');
}

function checkProxy(name: string, proxy: string): void {
  // The address may hold a password, so it is not repeated.
  if (proxy === '' || /^https?:\/\//i.test(proxy)) return;
  throw new UsageError('SPK-113', `${name} should be an address such as http://proxy.example:3128.`);
}

/** Undici 6 says of its proxy agent that it may change; the version is ours to choose, not the user's to worry about. */
function withoutWarning<Result>(create: () => Result): Result {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return create();
  } finally {
    process.emitWarning = emitWarning;
  }
}
