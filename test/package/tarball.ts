import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../cli/sparkify.ts';

export interface Tarball {
  readonly path: string;
  /** The files in it, by their path in the package. */
  readonly files: readonly string[];
}

/** Makes the tarball of this package, as `npm publish` would, in a folder. */
export function pack(folder: string): Tarball {
  const printed = npm(['pack', '--json', '--pack-destination', folder], root);
  // The build, which runs first, writes to stdout as well.
  const [{ filename, files }] = JSON.parse(printed.slice(printed.indexOf('[\n')));
  return { path: join(folder, filename), files: files.map((file: { path: string }) => file.path) };
}

/** Runs npm, and gives its stdout. */
export function npm(args: readonly string[], cwd: string): string {
  const env = { ...process.env, npm_config_fund: 'false', npm_config_audit: 'false' };
  return execFileSync('npm', args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
