import { mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { writeProblem } from '../file-problem.ts';
import { isRunning } from '../is-running.ts';
import { makeFolder } from '../make-folder.ts';

/** A place next to a target, on the same disk, so that a rename moves what was written there in one step. */
export interface Beside extends Disposable {
  /** The target's real path, whatever links lead to it. */
  readonly target: string;
  /** Does not exist yet. */
  readonly path: string;
  /** Where the previous version of the target waits while the new one takes its place. */
  readonly previous: string;
}

/** What this process writes now. */
const written = new Set<string>();

/**
 * Makes the folder of a target, and removes what killed exports left next to it.
 *
 * @throws {UsageError} if the folder cannot be made
 */
export async function openBeside(given: string): Promise<Beside> {
  const target = await realPath(given);
  const folder = dirname(target);
  const mark = `.${basename(target)}.sparkify-export-`;
  const path = join(folder, `${mark}${process.pid}`);
  try {
    makeFolder(folder);
    for (const name of readdirSync(folder)) {
      if (!name.startsWith(mark)) continue;
      const pid = Number.parseInt(name.slice(mark.length), 10);
      // In a container this process has the number of the one that was killed.
      if (pid === process.pid ? !written.has(path) : !isRunning(pid)) {
        rmSync(join(folder, name), { recursive: true, force: true });
      }
    }
    mkdirSync(path); // what may not be written there is known before anything is read
    rmdirSync(path);
    written.add(path);
  } catch (cause) {
    throw new UsageError('SPK-801', `The folder ${folder} cannot be written: ${writeProblem(cause)}.`, {
      cause,
      details: ['Nothing was exported.'],
      hints: ['Name another place with --to.'],
    });
  }
  return {
    target,
    path,
    previous: join(folder, `.${basename(target)}.sparkify-previous`),
    [Symbol.dispose]() {
      // DuckDB leaves its log beside a file that it could not finish.
      for (const left of [path, `${path}.wal`]) rmSync(left, { recursive: true, force: true });
      written.delete(path);
    },
  };
}

/** A link is followed, so that what it names is replaced and the link stays. */
async function realPath(given: string): Promise<string> {
  const path = resolve(given);
  const leadsNowhere = async () => resolve(dirname(path), await readlink(path));
  return await realpath(path).catch(() => leadsNowhere().catch(() => path));
}
