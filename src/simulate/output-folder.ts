import { readdir, rm, stat, truncate } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { cannotWrite } from '../file-problem.ts';
import { makeFolder } from '../make-folder.ts';
import { forResume } from './carried.ts';

/** The state of a simulation, beside its data; it is written last, so that where it is the data is whole. */
export const stateFileName = 'simulation.state';
/** The key of the faults of a dirty simulation. */
export const faultsFileName = 'faults.ndjson';

/** A folder that a simulation may write into, and that it leaves as it was if it fails. */
export interface OutputFolder {
  readonly path: string;
  /** Whether the folder holds the period that this one continues. */
  readonly continues: boolean;
  /** The full path of a file that is about to be made; its folder exists from now on. */
  create(name: string): Promise<string>;
  /** The full path of a file that is about to be written on after `size` bytes; what follows these is cut off. */
  extend(name: string, size: number): Promise<string>;
  /** Takes back what was made. */
  undo(): Promise<void>;
}

/**
 * Takes an empty or a new folder, or the one that holds the state that is resumed. Throws a {@link UsageError} where
 * there is anything else, so that data of somebody else is never mixed with made-up data.
 */
export async function openOutputFolder(path: string, resumedState: string | null): Promise<OutputFolder> {
  const continues = resumedState !== null && resolve(resumedState) === resolve(path, stateFileName);
  const names = await listNames(path);
  if (!continues && names !== null && names.length > 0) throw occupied(path, names);
  const made: string[] = [];
  const cut: { readonly path: string; readonly size: number }[] = [];
  const folders = new Set<string>();
  return {
    path,
    continues,
    async create(name) {
      const full = join(path, name);
      const folder = dirname(full);
      if (!folders.has(folder)) {
        try {
          const top = makeFolder(folder);
          if (top !== undefined) made.push(top);
        } catch (cause) {
          throw unwritable(path, cause);
        }
        folders.add(folder);
      }
      if (continues) made.push(full);
      return full;
    },
    async extend(name, size) {
      const full = join(path, name);
      await truncate(full, size);
      cut.push({ path: full, size });
      return full;
    },
    async undo() {
      for (const { path: file, size } of cut) await truncate(file, size);
      if (!continues) for (const name of (await listNames(path)) ?? []) made.push(join(path, name));
      for (const entry of made) await rm(entry, { recursive: true, force: true });
    },
  };
}

/** The names in a folder, but for hidden ones; null where there is no folder. */
async function listNames(path: string): Promise<string[] | null> {
  const entry = await stat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw unwritable(path, error);
  });
  if (entry === null) return null;
  if (!entry.isDirectory()) {
    throw new UsageError('SPK-901', `${path} is a file; --out takes a folder.`, {
      hints: ['Name a folder that is new or empty.'],
    });
  }
  return (await readdir(path)).filter((name) => !name.startsWith('.')).sort();
}

function unwritable(path: string, cause: unknown): Error {
  const { code = '' } = cause as NodeJS.ErrnoException;
  if (!['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP'].includes(code))
    return cause as Error;
  return cannotWrite(
    path,
    cause,
    'Run the command in a folder where you may write; `sparkify simulate` takes one with --out.',
  );
}

function occupied(path: string, names: readonly string[]): UsageError {
  const listed = names.slice(0, 5).join(', ') + (names.length > 5 ? `, and ${names.length - 5} more` : '');
  if (names.includes(stateFileName)) {
    return new UsageError('SPK-901', `${path} holds a simulation already. Nothing was written.`, {
      details: [`It holds ${listed}.`],
      hints: [
        {
          command: 'simulate',
          flags: { ...forResume, resume: join(path, stateFileName), out: path, until: 'DATE' },
          why: 'Continue it',
        },
        'Or name another folder with --out.',
      ],
    });
  }
  return new UsageError(
    'SPK-901',
    `${path} holds other data, and simulated data must not be mixed with it. Nothing was written.`,
    {
      details: [`It holds ${listed}.`],
      hints: ['Name a folder that is new or empty with --out.'],
    },
  );
}
