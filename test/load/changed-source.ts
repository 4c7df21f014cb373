import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { etl } from '../../src/load/etl.ts';
import { loadReference } from '../reference/reference.ts';
import { sourceFolder } from '../source-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { readTables, referenceLines } from '../warehouse-tables.ts';
import { after, before } from './before-and-after.ts';

// One process at a time is a matter of DuckDB's file; a server has its own transactions, and tests of its own.

export interface Place extends Disposable {
  readonly warehouse: string;
  /** The folder that the run takes for temporary files. */
  readonly temporary: string;
}

/** A source that changed since it was loaded, and what is expected of the run that loads the change. */
export interface ChangedSource extends Disposable {
  /** What `etl` takes to load it into a place. */
  optionsFor(place: Place): { readonly data: string; readonly warehouse: string; readonly prune: true };
  /** A warehouse with the old state, for one more run. */
  oldState(): Place;
  expectOldOrNew(place: Place): Promise<'old' | 'new'>;
  /** Runs once more, as if nothing had been; nothing of the dead run may be left. */
  expectRecovery(place: Place): Promise<void>;
}

export async function changedSource(): Promise<ChangedSource> {
  const source = sourceFolder(before);
  const prepared = temporaryFolder();
  const old = join(prepared.path, 'old.duckdb');
  await etl({ data: source.path, warehouse: old });
  const oldTables = await readTables(old, source.path);
  const newTables = referenceLines(loadReference(after));
  source.apply({ kind: 'remove', location: 'log_data/2018/11/day-3.json' });
  source.write(after);
  const optionsFor = ({ warehouse }: Place) => ({ data: source.path, warehouse, prune: true }) as const;
  return {
    optionsFor,
    oldState() {
      const [folder, temporary] = [temporaryFolder(), temporaryFolder()];
      const warehouse = join(folder.path, 'w.duckdb');
      copyFileSync(old, warehouse);
      return {
        warehouse,
        temporary: temporary.path,
        [Symbol.dispose]() {
          folder[Symbol.dispose]();
          temporary[Symbol.dispose]();
        },
      };
    },
    async expectOldOrNew({ warehouse }) {
      const tables = await readTables(warehouse, source.path);
      const isNew = tables.users.length > 0 && tables.songs.length === newTables.songs.length;
      expect(tables).toEqual(isNew ? newTables : oldTables);
      return isNew ? 'new' : 'old';
    },
    async expectRecovery(place) {
      vi.stubEnv('TMPDIR', place.temporary);
      await etl(optionsFor(place)).finally(() => vi.unstubAllEnvs());
      expect(await readTables(place.warehouse, source.path)).toEqual(newTables);
      expect(readdirSync(place.temporary)).toEqual([]);
    },
    [Symbol.dispose]() {
      source[Symbol.dispose]();
      prepared[Symbol.dispose]();
    },
  };
}

/** The same for the command. */
export function commandLine(options: ReturnType<ChangedSource['optionsFor']>): string[] {
  return ['etl', '--data', options.data, '--warehouse', options.warehouse, '--prune'];
}
