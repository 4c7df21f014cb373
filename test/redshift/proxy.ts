import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface Proxy extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  /** Breaks every connection now, as a network does: without a word of the protocol. */
  cut(): void;
  /** Takes new connections and breaks them at once, until `accept` is called. */
  refuse(): void;
  accept(): void;
  /** How many connections were asked for so far. */
  readonly connections: number;
}

/**
 * A TCP proxy that can fail. It passes bytes on without reading them (they are encrypted), so *when* it cuts is
 * said by the stand-in's `on`: `redshift.on({statement: /^commit/i, when: 'during'}, () => proxy.cut())`.
 */
export async function startProxy(
  target: { readonly host: string; readonly port: number },
  host = '127.0.0.1',
): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let refusing = false;
  let connections = 0;
  const server = createServer((client) => {
    connections++;
    if (refusing) return void client.resetAndDestroy();
    const upstream = connect(target.port, target.host);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  server.listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    host,
    port: address.port,
    cut,
    refuse: () => {
      refusing = true;
    },
    accept: () => {
      refusing = false;
    },
    get connections() {
      return connections;
    },
    async [Symbol.asyncDispose]() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
