import { connect, createServer } from 'node:net';
import { type Listening, listen } from '../listen.ts';

/** Its `cut` breaks connections as a network does: without a word of the protocol. */
export interface Proxy extends Listening {
  readonly host: string;
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
      socket.on('error', () => other.destroy()).on('close', () => other.destroy());
      socket.pipe(other);
    }
  });
  return {
    ...(await listen(server, host)),
    host,
    refuse: () => {
      refusing = true;
    },
    accept: () => {
      refusing = false;
    },
    get connections() {
      return connections;
    },
  };
}
