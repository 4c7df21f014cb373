import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { UsageError } from '../errors.ts';
import type { Beside } from './beside.ts';
import { readManifest } from './database-file.ts';
import type { ExportTarget } from './target.ts';

/**
 * A DuckDB file. It is complete before a rename puts it in the place of the old one; programs that have the old one open
 * go on reading it until they open the path again.
 */
export function databaseTarget({ target, path }: Beside): ExportTarget {
  return {
    async current() {
      requireNoWal(target);
      if (!existsSync(target)) return undefined;
      const manifest = await readManifest(target).catch((error: unknown) => {
        throw error instanceof UsageError ? notOurs(target, error) : error;
      });
      if (manifest === undefined) throw notOurs(target);
      return { manifest, isIntact: true };
    },
    async replace(tables, writer, describe) {
      const manifest = await writer.toDatabase(tables, path, describe);
      requireNoWal(target);
      await rename(path, target);
      return manifest;
    },
  };
}

/** DuckDB would apply changes that another program left there to the new file. */
function requireNoWal(target: string): void {
  if (!existsSync(`${target}.wal`)) return;
  throw new UsageError(
    'SPK-804',
    `${target}.wal exists: another program writes to ${target}, or crashed while it wrote.`,
    {
      details: ['Nothing was exported.'],
      hints: ['Close that program, or name another file. Open the copy for reading only.'],
    },
  );
}

function notOurs(target: string, cause?: unknown): UsageError {
  return new UsageError('SPK-802', `${target} exists, and was not made by "sparkify export".`, {
    cause,
    details: ['Nothing was exported, and the file was not changed.'],
    hints: ['Name a new file.'],
  });
}
