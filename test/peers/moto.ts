import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface MotoServer extends AsyncDisposable {
  readonly endpoint: string;
}

/** Starts moto's server on a free port of 127.0.0.1. */
export async function startMoto(program: string): Promise<MotoServer> {
  const child = spawn(program, ['-H', '127.0.0.1', '-p', '0'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const exit = once(child, 'exit');
  const said: string[] = [];
  let endpoint: string | undefined;
  for await (const line of createInterface({ input: child.stderr })) {
    said.push(line);
    endpoint = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
    if (endpoint !== undefined) break;
  }
  if (endpoint === undefined) throw new Error(`moto did not start:\n${said.join('\n')}`);
  // It logs every request; a full pipe would stop it.
  child.stderr.resume();
  return {
    endpoint,
    async [Symbol.asyncDispose]() {
      child.kill();
      await exit;
    },
  };
}
