import { statSync } from 'node:fs';

/** The folder of a project beside where the command runs. */
export const defaultFolder = 'sparkify';

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The folders of a project, a kind of file each. */
export const kinds = ['questions', 'checks', 'tables'] as const;

/** The ready tables, by the names of their files: folders of `sql/ready/`. */
export const readyTables = ['sessions', 'level-history', 'daily-plays', 'listening-by-artist'] as const;
export type ReadyTable = (typeof readyTables)[number];
