import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSqlText, sqlFileNames } from '../sql.ts';
import { kinds, type ReadyTable } from './kinds.ts';
import { writeNewFiles } from './write-new-files.ts';

export interface AddedTable {
  readonly written: readonly string[];
  /** Those that were there already, as they would have been written. */
  readonly present: readonly string[];
  /** The names of its saved queries. */
  readonly questions: readonly string[];
}

/**
 * Puts a ready table into a project folder, with its checks and its saved query; never overwrites a file.
 *
 * @throws {UsageError} for a file that exists and differs, before anything is written
 */
export async function addReadyTable(folder: string, name: ReadyTable): Promise<AddedTable> {
  const files = kinds.flatMap((kind) =>
    sqlFileNames(`ready/${name}/${kind}`).map((file) => ({
      path: join(folder, kind, file),
      text: readSqlText(`ready/${name}/${kind}/${file}`),
    })),
  );
  const isPresent = ({ path, text }: (typeof files)[number]) =>
    existsSync(path) && readFileSync(path, 'utf8') === text;
  const missing = files.filter((file) => !isPresent(file));
  return {
    written: await writeNewFiles(missing),
    present: files.filter((file) => !missing.includes(file)).map(({ path }) => path),
    questions: sqlFileNames(`ready/${name}/questions`).map((file) => file.slice(0, -'.sql'.length)),
  };
}
