#!/usr/bin/env node
// Completes package-lock.json with the binaries of other platforms, and takes out download addresses and wrong `engines`.
// npm leaves out an optional package that the registry at hand does not hold, and `npm ci` then refuses the whole file.
// Run it after every `npm install`: node scripts/complete-lock.js
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));

for (const [path, entry] of Object.entries(lock.packages)) {
  delete entry.resolved;
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`;
    if (lock.packages[place] !== undefined || path === '' || !/^\d/.test(version)) continue;
    lock.packages[place] = { version, ...platformOf(name), ...(entry.dev && { dev: true }), optional: true };
  }
}

// It declares Node.js 22 and runs on 20, where the tests use it. npm warns by what the lock file says.
delete lock.packages['node_modules/@polyglot-sql/sdk'].engines;

const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
lock.packages = Object.fromEntries(sorted);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);

/** Binaries are named for their platform, such as `@duckdb/node-bindings-linux-x64-musl`. */
function platformOf(name) {
  const [, os, cpu, libc] =
    /-(android|darwin|freebsd|linux|openbsd|win32|wasm32)-?([a-z0-9]+)?(?:-(musl|gnu))?/.exec(name) ?? [];
  if (os === undefined || os === 'wasm32') return { cpu: ['wasm32'] };
  return { ...(cpu && { cpu: [cpu] }), os: [os], ...(libc && { libc: [libc === 'gnu' ? 'glibc' : 'musl'] }) };
}
