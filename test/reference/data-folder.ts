import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { compareText } from './order.ts';
import type { DataSet, ReferenceFile } from './rows.ts';

const folders: Readonly<Record<DataSet, string>> = { logs: 'log_data', songs: 'song_data' };

/** The files below `song_data/` and `log_data/` of a folder, by their path from it. */
export function readDataFolder(root: string): readonly ReferenceFile[] {
  return (['logs', 'songs'] as const).flatMap((dataSet) =>
    readdirSync(join(root, folders[dataSet]), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ location: relative(root, path), dataSet, bytes: readFileSync(path) }))
      .sort((a, b) => compareText(a.location, b.location)),
  );
}
