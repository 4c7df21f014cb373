import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { tellParent } from '../run-program.ts';

/** Reads every byte of every file below the folders of argv: no loader can be faster. */
const buffer = Buffer.allocUnsafe(1 << 20);

await tellParent(async () => {
  let bytes = 0;
  for (const folder of process.argv.slice(2)) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (name.endsWith('.json')) bytes += readFile(join(folder, name));
    }
  }
  return { bytes };
});

function readFile(path: string): number {
  const descriptor = openSync(path, 'r');
  let bytes = 0;
  for (let read = readSync(descriptor, buffer); read > 0; read = readSync(descriptor, buffer)) bytes += read;
  closeSync(descriptor);
  return bytes;
}
