import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { listen } from '../listen.ts';

/** A proxy of HTTP on 127.0.0.1 that tunnels by CONNECT. */
export interface HttpProxy extends AsyncDisposable {
  readonly address: string;
  /** The `host:port` of every tunnel that was asked for, in order. */
  readonly tunnels: readonly string[];
}

/** Starts a proxy; with `login`, `user:password`, it refuses those without. */
export async function startHttpProxy({ login }: { readonly login?: string } = {}): Promise<HttpProxy> {
  const tunnels: string[] = [];
  const outward = new Set<Socket>();
  const server = createServer((_, response) => response.writeHead(501).end());
  server.on('connect', (request, socket) => {
    const target = request.url ?? '';
    tunnels.push(target);
    const expected = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
    if (request.headers['proxy-authorization'] !== expected) {
      return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    }
    const [host, port] = target.split(':');
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket);
      socket.pipe(onward);
    });
    outward.add(onward);
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  const { port, [Symbol.asyncDispose]: close } = await listen(server);
  return {
    address: `http://127.0.0.1:${port}`,
    tunnels,
    async [Symbol.asyncDispose]() {
      for (const socket of outward) socket.destroy();
      await close();
    },
  };
}
