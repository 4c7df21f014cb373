import { createServer, type RequestListener } from 'node:http';
import { listen } from './listen.ts';

export interface HttpServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
}

/** Starts a server on a free port of 127.0.0.1 that is stopped, open connections included, on disposal. */
export async function startHttpServer(listener: RequestListener): Promise<HttpServer> {
  const { port, [Symbol.asyncDispose]: close } = await listen(createServer(listener));
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: close };
}
