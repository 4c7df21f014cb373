import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

export interface SilentHost extends AsyncDisposable {
  readonly port: number;
  /** Resolves at the first connection: from then on somebody waits for an answer. */
  readonly asked: Promise<void>;
}

/** A host that takes connections and never answers, as behind a firewall that drops what it does not know. */
export async function silentHost(answer?: string): Promise<SilentHost> {
  const sockets = new Set<Socket>();
  let noteAsked = () => {};
  const asked = new Promise<void>((resolve) => {
    noteAsked = resolve;
  });
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    if (answer !== undefined) socket.once('data', () => socket.end(answer));
    noteAsked();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the host has no port');
  return {
    port: address.port,
    asked,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
