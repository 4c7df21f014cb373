import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dialect } from './dialect.ts';
import { maintain, template } from './postgres.ts';

/**
 * Starts the PostgreSQL server of a suite in which sessions run side by side, as Vitest's global set-up; without its programs (Debian's
 * package `postgresql`), the tests that need it are skipped.
 */
export default async function startServer(): Promise<(() => Promise<void>) | undefined> {
  const programs = findPrograms();
  if (programs === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'stand-in-'));
  const as = owner();
  if (as !== undefined) chownSync(folder, as.uid, as.gid);
  const data = join(folder, 'data');
  const how = { ...as, cwd: folder, stdio: 'ignore' } as const;
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    how,
  );
  const settings = Object.entries({
    ...{ listen_addresses: '', unix_socket_directories: folder, max_connections: '100' },
    ...{ fsync: 'off', autovacuum: 'off', deadlock_timeout: '200ms', log_min_messages: 'panic' },
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(join(programs, 'postgres'), ['-D', data, ...settings], how);
  const ended = once(server, 'exit');
  while (!(await isReady(folder))) {
    if (server.exitCode !== null) throw new Error('PostgreSQL did not start.');
    await sleep(50);
  }
  await maintain(folder, `create database ${template}`);
  await maintain(folder, `${dialect}; ${forEveryUser}`, template);
  process.env.SPARKIFY_STAND_IN_SERVER = folder;
  return async () => {
    server.kill('SIGINT'); // a fast shutdown: sessions are ended
    await ended;
    rmSync(folder, { recursive: true });
  };
}

/** What every user may do, beside the owner that runs the dialect. */
const forEveryUser =
  'grant usage on schema redshift to public; grant select on all tables in schema redshift to public';

/** Whether tests may have sessions side by side. */
export const hasServer = (): boolean => process.env.SPARKIFY_STAND_IN_SERVER !== undefined;

/** The folder of the server's programs: of those that are on the PATH, or Debian's newest. */
function findPrograms(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian)
    ? readdirSync(debian).sort((one, other) => Number(other) - Number(one))
    : [];
  const folders = [
    ...(process.env.PATH ?? '').split(':'),
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

/** PostgreSQL refuses to run as root: it runs as the user that its package has made. */
function owner(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (kind: '-u' | '-g') => Number(execFileSync('id', [kind, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

async function isReady(folder: string): Promise<boolean> {
  return await maintain(folder, 'select 1').then(
    () => true,
    () => false,
  );
}
