/** How a request leaves this machine, where that is not directly and by Node's own certificates. */
export interface NetworkSettings {
  /** Proxy for https addresses, as `http://user:password@proxy:3128`: HTTPS_PROXY. */
  readonly httpsProxy?: string | undefined;
  /** Proxy for http addresses: HTTP_PROXY. */
  readonly httpProxy?: string | undefined;
  /** Hosts that are reached directly, with everything below them: NO_PROXY. */
  readonly noProxy?: string | undefined;
  /** File of the certificates that are trusted, and no others: AWS_CA_BUNDLE. */
  readonly caBundle?: string | undefined;
}
