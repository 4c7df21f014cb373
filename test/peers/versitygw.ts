import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { listen } from '../listen.ts';
import { credentials } from '../sources/s3-settings.ts';
import { temporaryFolder } from '../temporary-folder.ts';

export interface VersityGateway extends AsyncDisposable {
  readonly endpoint: string;
}

/** Starts the Versity S3 gateway over an empty folder, on a free port of 127.0.0.1. */
export async function startVersityGateway(program: string): Promise<VersityGateway> {
  const folder = temporaryFolder();
  const [objects, metadata] = ['objects', 'metadata'].map((name) => join(folder.path, name)) as [
    string,
    string,
  ];
  mkdirSync(objects);
  mkdirSync(metadata);
  const address = `127.0.0.1:${await freePort()}`;
  const keys = ['--access', credentials.accessKeyId, '--secret', credentials.secretAccessKey];
  const gateway = ['--port', address, '--region', 'us-west-2', '--quiet'];
  // A sidecar folder: not every file system of a test machine has extended attributes.
  const child = spawn(program, [...keys, ...gateway, 'posix', '--sidecar', metadata, objects], {
    stdio: 'ignore',
  });
  const exit = once(child, 'exit');
  const endpoint = `http://${address}`;
  for (let attempt = 1; ; attempt++) {
    const answer = await fetch(endpoint).catch(() => undefined);
    if (answer !== undefined) break;
    if (attempt === 100 || child.exitCode !== null) throw new Error(`${program} did not start`);
    await sleep(100);
  }
  return {
    endpoint,
    async [Symbol.asyncDispose]() {
      child.kill();
      await exit;
      folder[Symbol.dispose]();
    },
  };
}

async function freePort(): Promise<number> {
  await using server = await listen(createServer());
  return server.port;
}
