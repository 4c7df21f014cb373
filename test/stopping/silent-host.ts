import { createServer } from 'node:net';
import { listen } from '../listen.ts';

export interface SilentHost extends AsyncDisposable {
  readonly port: number;
  /** Resolves at the first connection: from then on somebody waits for an answer. */
  readonly asked: Promise<void>;
}

/** A host that takes connections and never answers, as behind a firewall that drops what it does not know. */
export async function silentHost(answer?: string): Promise<SilentHost> {
  let noteAsked = () => {};
  const asked = new Promise<void>((resolve) => {
    noteAsked = resolve;
  });
  const server = createServer((socket) => {
    if (answer !== undefined) socket.once('data', () => socket.end(answer));
    noteAsked();
  });
  return { ...(await listen(server)), asked };
}
